using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ClockFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "calendar",
                table: "regions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "carried_at",
                table: "calendar_versions",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "calendar",
                table: "regions");

            migrationBuilder.DropColumn(
                name: "carried_at",
                table: "calendar_versions");
        }
    }
}
