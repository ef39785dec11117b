using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class HallAndVisits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "hall_screens",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    office = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    token_hash = table.Column<string>(type: "text", nullable: false),
                    made_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    made_by = table.Column<string>(type: "text", nullable: false),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revoked_by = table.Column<string>(type: "text", nullable: true),
                    opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hall_screens", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_cases_region_submitted_at",
                table: "cases",
                columns: new[] { "region", "submitted_at" },
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_case_events_kind_at_case_id",
                table: "case_events",
                columns: new[] { "kind", "at", "case_id" },
                filter: "kind = 'case-energised'");

            migrationBuilder.CreateIndex(
                name: "ix_hall_screens_office",
                table: "hall_screens",
                column: "office");

            migrationBuilder.CreateIndex(
                name: "ix_hall_screens_token_hash",
                table: "hall_screens",
                column: "token_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "hall_screens");

            migrationBuilder.DropIndex(
                name: "ix_cases_region_submitted_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_case_events_kind_at_case_id",
                table: "case_events");
        }
    }
}
