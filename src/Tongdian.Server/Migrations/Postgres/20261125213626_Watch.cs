using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Postgres
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
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "look_at",
                table: "case_clocks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "look_for",
                table: "case_clocks",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "near_at",
                table: "case_clocks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "stage",
                table: "case_clocks",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "very_near_at",
                table: "case_clocks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "watcher",
                table: "case_clocks",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "alert_looks",
                columns: table => new
                {
                    staff_id = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_looks", x => x.staff_id);
                });

            migrationBuilder.CreateTable(
                name: "cluster_version",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cluster_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_causes",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name_zh = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name_en = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    added_by = table.Column<string>(type: "text", nullable: false),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatch_causes", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_rounds",
                columns: table => new
                {
                    hour = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    only_emergencies = table.Column<bool>(type: "boolean", nullable: false),
                    found = table.Column<int>(type: "integer", nullable: false),
                    settled = table.Column<int>(type: "integer", nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatch_rounds", x => x.hour);
                });

            migrationBuilder.CreateTable(
                name: "limit_alerts",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    limit_id = table.Column<string>(type: "text", nullable: false),
                    occurrence = table.Column<int>(type: "integer", nullable: false),
                    threshold = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: true),
                    number = table.Column<string>(type: "text", nullable: false),
                    process = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    department = table.Column<string>(type: "text", nullable: true),
                    assignee = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_limit_alerts", x => new { x.case_id, x.limit_id, x.occurrence, x.threshold });
                });

            migrationBuilder.CreateTable(
                name: "silos",
                columns: table => new
                {
                    address = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    entry = table.Column<string>(type: "text", nullable: false),
                    alive_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_silos", x => x.address);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_items",
                columns: table => new
                {
                    hour = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    process = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    department = table.Column<string>(type: "text", nullable: true),
                    assignee = table.Column<string>(type: "text", nullable: true),
                    trouble = table.Column<int>(type: "integer", nullable: false),
                    stalls = table.Column<bool>(type: "boolean", nullable: false),
                    emergency = table.Column<bool>(type: "boolean", nullable: false),
                    since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    rounds = table.Column<int>(type: "integer", nullable: false),
                    earlier_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    proposed_cause = table.Column<string>(type: "text", nullable: false),
                    proposed_action = table.Column<int>(type: "integer", nullable: false),
                    cause = table.Column<string>(type: "text", nullable: true),
                    action = table.Column<int>(type: "integer", nullable: true),
                    to_department = table.Column<string>(type: "text", nullable: true),
                    to_staff = table.Column<string>(type: "text", nullable: true),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
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
