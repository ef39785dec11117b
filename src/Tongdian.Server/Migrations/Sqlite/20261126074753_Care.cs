using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Care : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "care_tasks",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    energised_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    next_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_care_tasks", x => new { x.case_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "follow_up_answers",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    supply_normal = table.Column<bool>(type: "INTEGER", nullable: false),
                    charges_as_told = table.Column<bool>(type: "INTEGER", nullable: false),
                    unsafe_or_unclear = table.Column<bool>(type: "INTEGER", nullable: false),
                    recommends = table.Column<int>(type: "INTEGER", nullable: false),
                    words = table.Column<Guid>(type: "TEXT", nullable: true),
                    recovery = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_follow_up_answers", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "greetings",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    occasion = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_greetings", x => new { x.person_id, x.occasion });
                });

            migrationBuilder.CreateIndex(
                name: "ix_care_tasks_kind_energised_at",
                table: "care_tasks",
                columns: new[] { "kind", "energised_at" });

            migrationBuilder.CreateIndex(
                name: "ix_care_tasks_next_at",
                table: "care_tasks",
                column: "next_at",
                filter: "next_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_follow_up_answers_at",
                table: "follow_up_answers",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_greetings_at",
                table: "greetings",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "care_tasks");

            migrationBuilder.DropTable(
                name: "follow_up_answers");

            migrationBuilder.DropTable(
                name: "greetings");
        }
    }
}
