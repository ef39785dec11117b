using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Watch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_case_clocks_next_at_case_id_limit_id",
                table: "case_clocks");

            migrationBuilder.AddColumn<DateTime>(
                name: "stall_at",
                table: "work_items",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "look_at",
                table: "case_clocks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "look_for",
                table: "case_clocks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "near_at",
                table: "case_clocks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "stage",
                table: "case_clocks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "very_near_at",
                table: "case_clocks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "watcher",
                table: "case_clocks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "alert_looks",
                columns: table => new
                {
                    staff_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_looks", x => x.staff_id);
                });

            migrationBuilder.CreateTable(
                name: "cluster_version",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cluster_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_causes",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    added_by = table.Column<string>(type: "TEXT", nullable: false),
                    added_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatch_causes", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_rounds",
                columns: table => new
                {
                    hour = table.Column<DateTime>(type: "TEXT", nullable: false),
                    opened_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    only_emergencies = table.Column<bool>(type: "INTEGER", nullable: false),
                    found = table.Column<int>(type: "INTEGER", nullable: false),
                    settled = table.Column<int>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    closed_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatch_rounds", x => x.hour);
                });

            migrationBuilder.CreateTable(
                name: "limit_alerts",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    limit_id = table.Column<string>(type: "TEXT", nullable: false),
                    occurrence = table.Column<int>(type: "INTEGER", nullable: false),
                    threshold = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    seen_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    stage = table.Column<string>(type: "TEXT", nullable: true),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    process = table.Column<string>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    assignee = table.Column<string>(type: "TEXT", nullable: true),
                    owner = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_limit_alerts", x => new { x.case_id, x.limit_id, x.occurrence, x.threshold });
                });

            migrationBuilder.CreateTable(
                name: "silos",
                columns: table => new
                {
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    entry = table.Column<string>(type: "TEXT", nullable: false),
                    alive_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_silos", x => x.address);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_items",
                columns: table => new
                {
                    hour = table.Column<DateTime>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    stage = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    process = table.Column<string>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    assignee = table.Column<string>(type: "TEXT", nullable: true),
                    trouble = table.Column<int>(type: "INTEGER", nullable: false),
                    stalls = table.Column<bool>(type: "INTEGER", nullable: false),
                    emergency = table.Column<bool>(type: "INTEGER", nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    rounds = table.Column<int>(type: "INTEGER", nullable: false),
                    earlier_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    proposed_cause = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_action = table.Column<int>(type: "INTEGER", nullable: false),
                    cause = table.Column<string>(type: "TEXT", nullable: true),
                    action = table.Column<int>(type: "INTEGER", nullable: true),
                    to_department = table.Column<string>(type: "TEXT", nullable: true),
                    to_staff = table.Column<string>(type: "TEXT", nullable: true),
                    until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatch_items", x => new { x.hour, x.case_id, x.stage });
                    table.ForeignKey(
                        name: "fk_dispatch_items_dispatch_rounds_hour",
                        column: x => x.hour,
                        principalTable: "dispatch_rounds",
                        principalColumn: "hour",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "cluster_version",
                columns: new[] { "id", "version" },
                values: new object[] { 1, 0 });

            migrationBuilder.CreateIndex(
                name: "ix_work_items_breached_at",
                table: "work_items",
                column: "breached_at",
                filter: "breached_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_work_items_near_at",
                table: "work_items",
                column: "near_at",
                filter: "near_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_work_items_stall_at",
                table: "work_items",
                column: "stall_at",
                filter: "stall_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_work_items_status_role",
                table: "work_items",
                columns: new[] { "status", "role" },
                filter: "status = 3");

            migrationBuilder.CreateIndex(
                name: "ix_case_clocks_watcher_next_at_case_id_limit_id",
                table: "case_clocks",
                columns: new[] { "watcher", "next_at", "case_id", "limit_id" },
                filter: "next_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_items_hour_place_since_case_id_stage",
                table: "dispatch_items",
                columns: new[] { "hour", "place", "since", "case_id", "stage" });

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_items_to_department_decided_at",
                table: "dispatch_items",
                columns: new[] { "to_department", "decided_at" },
                filter: "to_department IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_limit_alerts_assignee_seen_at",
                table: "limit_alerts",
                columns: new[] { "assignee", "seen_at" });

            migrationBuilder.CreateIndex(
                name: "ix_limit_alerts_owner_seen_at",
                table: "limit_alerts",
                columns: new[] { "owner", "seen_at" });

            migrationBuilder.CreateIndex(
                name: "ix_limit_alerts_seen_at_case_id",
                table: "limit_alerts",
                columns: new[] { "seen_at", "case_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alert_looks");

            migrationBuilder.DropTable(
                name: "cluster_version");

            migrationBuilder.DropTable(
                name: "dispatch_causes");

            migrationBuilder.DropTable(
                name: "dispatch_items");

            migrationBuilder.DropTable(
                name: "limit_alerts");

            migrationBuilder.DropTable(
                name: "silos");

            migrationBuilder.DropTable(
                name: "dispatch_rounds");

            migrationBuilder.DropIndex(
                name: "ix_work_items_breached_at",
                table: "work_items");

            migrationBuilder.DropIndex(
                name: "ix_work_items_near_at",
                table: "work_items");

            migrationBuilder.DropIndex(
                name: "ix_work_items_stall_at",
                table: "work_items");

            migrationBuilder.DropIndex(
                name: "ix_work_items_status_role",
                table: "work_items");

            migrationBuilder.DropIndex(
                name: "ix_case_clocks_watcher_next_at_case_id_limit_id",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "stall_at",
                table: "work_items");

            migrationBuilder.DropColumn(
                name: "look_at",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "look_for",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "near_at",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "stage",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "very_near_at",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "watcher",
                table: "case_clocks");

            migrationBuilder.CreateIndex(
                name: "ix_case_clocks_next_at_case_id_limit_id",
                table: "case_clocks",
                columns: new[] { "next_at", "case_id", "limit_id" },
                filter: "next_at IS NOT NULL");
        }
    }
}
