using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FieldWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "field_devices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    secret_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    enrolled_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    seen_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    wipe_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    wipe_by = table.Column<string>(type: "TEXT", nullable: true),
                    wiped_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_devices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "field_operations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff = table.Column<string>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    stage = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    said_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    clock_ahead = table.Column<int>(type: "INTEGER", nullable: false),
                    done_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    distance_m = table.Column<int>(type: "INTEGER", nullable: true),
                    accuracy_m = table.Column<int>(type: "INTEGER", nullable: true),
                    mock = table.Column<bool>(type: "INTEGER", nullable: false),
                    entry = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_operations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "field_pieces",
                columns: table => new
                {
                    upload = table.Column<Guid>(type: "TEXT", nullable: false),
                    offset = table.Column<long>(type: "INTEGER", nullable: false),
                    bytes = table.Column<int>(type: "INTEGER", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_pieces", x => new { x.upload, x.offset });
                });

            migrationBuilder.CreateTable(
                name: "field_uploads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff = table.Column<string>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    stage = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    received = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    safe_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_uploads", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "site_sheets",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    stage = table.Column<string>(type: "TEXT", nullable: false),
                    @sealed = table.Column<Guid>(name: "sealed", type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_site_sheets", x => new { x.case_id, x.stage });
                });

            migrationBuilder.CreateIndex(
                name: "ix_field_devices_staff",
                table: "field_devices",
                column: "staff");

            migrationBuilder.CreateIndex(
                name: "ix_field_operations_case_id_stage",
                table: "field_operations",
                columns: new[] { "case_id", "stage" });

            migrationBuilder.CreateIndex(
                name: "ix_field_uploads_at",
                table: "field_uploads",
                column: "at",
                filter: "safe_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "field_devices");

            migrationBuilder.DropTable(
                name: "field_operations");

            migrationBuilder.DropTable(
                name: "field_pieces");

            migrationBuilder.DropTable(
                name: "field_uploads");

            migrationBuilder.DropTable(
                name: "site_sheets");
        }
    }
}
