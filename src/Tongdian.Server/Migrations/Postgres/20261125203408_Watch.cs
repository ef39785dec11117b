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
                name: "stall_at",
                table: "case_clocks",
                type: "timestamp with time zone",
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
                name: "ix_case_clocks_watcher_next_at_case_id_limit_id",
                table: "case_clocks",
                columns: new[] { "watcher", "next_at", "case_id", "limit_id" },
                filter: "next_at IS NOT NULL");

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
                name: "cluster_version");

            migrationBuilder.DropTable(
                name: "limit_alerts");

            migrationBuilder.DropTable(
                name: "silos");

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
                name: "ix_case_clocks_watcher_next_at_case_id_limit_id",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "stall_at",
                table: "work_items");

            migrationBuilder.DropColumn(
                name: "near_at",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "stage",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "stall_at",
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
