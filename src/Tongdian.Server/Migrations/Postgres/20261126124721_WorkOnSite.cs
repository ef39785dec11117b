using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WorkOnSite : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "field_devices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    secret_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    enrolled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    wipe_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    wipe_by = table.Column<string>(type: "text", nullable: true),
                    wiped_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_devices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "field_operations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff = table.Column<string>(type: "text", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    clock_ahead = table.Column<int>(type: "integer", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    distance_m = table.Column<int>(type: "integer", nullable: true),
                    accuracy_m = table.Column<int>(type: "integer", nullable: true),
                    mock = table.Column<bool>(type: "boolean", nullable: false),
                    entry = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_operations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "field_pieces",
                columns: table => new
                {
                    upload = table.Column<Guid>(type: "uuid", nullable: false),
                    offset = table.Column<long>(type: "bigint", nullable: false),
                    bytes = table.Column<int>(type: "integer", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_pieces", x => new { x.upload, x.offset });
                });

            migrationBuilder.CreateTable(
                name: "field_uploads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff = table.Column<string>(type: "text", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    received = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    safe_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_uploads", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "picture_readings",
                columns: table => new
                {
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    next_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    @sealed = table.Column<Guid>(name: "sealed", type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_picture_readings", x => x.file_id);
                });

            migrationBuilder.CreateTable(
                name: "site_sheets",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    occurrence = table.Column<int>(type: "integer", nullable: false),
                    @sealed = table.Column<Guid>(name: "sealed", type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_site_sheets", x => new { x.case_id, x.stage, x.occurrence });
                });

            migrationBuilder.CreateTable(
                name: "survey_reports",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    occurrence = table.Column<int>(type: "integer", nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_survey_reports", x => new { x.case_id, x.stage, x.occurrence });
                });

            migrationBuilder.CreateTable(
                name: "tied_numbers",
                columns: table => new
                {
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tied_numbers", x => new { x.number, x.kind, x.case_id });
                });

            migrationBuilder.CreateTable(
                name: "visit_bookings",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    crew = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false),
                    begins = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ends = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    busy = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit_bookings", x => new { x.case_id, x.stage });
                });

            migrationBuilder.CreateTable(
                name: "visit_patterns",
                columns: table => new
                {
                    region = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    slot_minutes = table.Column<int>(type: "integer", nullable: false),
                    buffer_minutes = table.Column<int>(type: "integer", nullable: false),
                    places_per_half_day = table.Column<int>(type: "integer", nullable: false),
                    green_percent = table.Column<int>(type: "integer", nullable: false),
                    green_hours = table.Column<int>(type: "integer", nullable: false),
                    notice_hours = table.Column<int>(type: "integer", nullable: false),
                    changed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit_patterns", x => new { x.region, x.role });
                });

            migrationBuilder.CreateTable(
                name: "visit_quarters",
                columns: table => new
                {
                    crew = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit_quarters", x => new { x.crew, x.at });
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

            migrationBuilder.CreateIndex(
                name: "ix_picture_readings_case_id_stage",
                table: "picture_readings",
                columns: new[] { "case_id", "stage" });

            migrationBuilder.CreateIndex(
                name: "ix_picture_readings_next_at",
                table: "picture_readings",
                column: "next_at",
                filter: "next_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tied_numbers_case_id",
                table: "tied_numbers",
                column: "case_id");

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
                name: "field_devices");

            migrationBuilder.DropTable(
                name: "field_operations");

            migrationBuilder.DropTable(
                name: "field_pieces");

            migrationBuilder.DropTable(
                name: "field_uploads");

            migrationBuilder.DropTable(
                name: "picture_readings");

            migrationBuilder.DropTable(
                name: "site_sheets");

            migrationBuilder.DropTable(
                name: "survey_reports");

            migrationBuilder.DropTable(
                name: "tied_numbers");

            migrationBuilder.DropTable(
                name: "visit_bookings");

            migrationBuilder.DropTable(
                name: "visit_patterns");

            migrationBuilder.DropTable(
                name: "visit_quarters");
        }
    }
}
