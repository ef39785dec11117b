using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ErasureAndDevices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "clear_at",
                table: "person_requests",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "regions",
                table: "person_requests",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "stamp",
                table: "field_devices",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "blanked_at",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_person_requests_clear_at",
                table: "person_requests",
                column: "clear_at",
                filter: "clear_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_person_requests_clear_at",
                table: "person_requests");

            migrationBuilder.DropColumn(
                name: "clear_at",
                table: "person_requests");

            migrationBuilder.DropColumn(
                name: "regions",
                table: "person_requests");

            migrationBuilder.DropColumn(
                name: "stamp",
                table: "field_devices");

            migrationBuilder.DropColumn(
                name: "blanked_at",
                table: "cases");
        }
    }
}
