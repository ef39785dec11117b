using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Administration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "deputy_from",
                table: "staff_users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "deputy_until",
                table: "staff_users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "must_change_password",
                table: "staff_users",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "published_by",
                table: "process_versions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "loaded_by",
                table: "calendar_versions",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "administration_log",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    staff_id = table.Column<string>(type: "text", nullable: false),
                    act = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    changes = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_administration_log", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "duties",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    department = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    deputy_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duties", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_cases_process_id",
                table: "cases",
                columns: new[] { "process", "id" },
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_administration_log_at_id",
                table: "administration_log",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_duties_region_department_from",
                table: "duties",
                columns: new[] { "region", "department", "from" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "administration_log");

            migrationBuilder.DropTable(
                name: "duties");

            migrationBuilder.DropIndex(
                name: "ix_cases_process_id",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "deputy_from",
                table: "staff_users");

            migrationBuilder.DropColumn(
                name: "deputy_until",
                table: "staff_users");

            migrationBuilder.DropColumn(
                name: "must_change_password",
                table: "staff_users");

            migrationBuilder.DropColumn(
                name: "published_by",
                table: "process_versions");

            migrationBuilder.DropColumn(
                name: "loaded_by",
                table: "calendar_versions");
        }
    }
}
