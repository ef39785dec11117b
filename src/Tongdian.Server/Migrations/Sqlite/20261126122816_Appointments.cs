using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Appointments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "visit_bookings",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    stage = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    crew = table.Column<string>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    begins = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ends = table.Column<DateTime>(type: "TEXT", nullable: false),
                    busy = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit_bookings", x => new { x.case_id, x.stage });
                });

            migrationBuilder.CreateTable(
                name: "visit_patterns",
                columns: table => new
                {
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false),
                    slot_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    buffer_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    places_per_half_day = table.Column<int>(type: "INTEGER", nullable: false),
                    green_percent = table.Column<int>(type: "INTEGER", nullable: false),
                    green_hours = table.Column<int>(type: "INTEGER", nullable: false),
                    notice_hours = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit_patterns", x => new { x.region, x.role });
                });

            migrationBuilder.CreateTable(
                name: "visit_quarters",
                columns: table => new
                {
                    crew = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    stage = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit_quarters", x => new { x.crew, x.at });
                });

            migrationBuilder.CreateIndex(
                name: "ix_visit_bookings_crew_begins",
                table: "visit_bookings",
                columns: new[] { "crew", "begins" });

            migrationBuilder.CreateIndex(
                name: "ix_visit_bookings_role_begins",
                table: "visit_bookings",
                columns: new[] { "role", "begins" });

            migrationBuilder.CreateIndex(
                name: "ix_visit_quarters_case_id_stage",
                table: "visit_quarters",
                columns: new[] { "case_id", "stage" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "visit_bookings");

            migrationBuilder.DropTable(
                name: "visit_patterns");

            migrationBuilder.DropTable(
                name: "visit_quarters");
        }
    }
}
