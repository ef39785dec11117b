using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Evidence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "evidence_checkpoints",
                columns: table => new
                {
                    follows = table.Column<long>(type: "bigint", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    witnessed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_checkpoints", x => x.follows);
                });

            migrationBuilder.CreateTable(
                name: "evidence_due",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    part = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    next_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_due", x => new { x.kind, x.subject, x.part });
                });

            migrationBuilder.CreateTable(
                name: "evidence_leaves",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: true),
                    ordinal = table.Column<int>(type: "integer", nullable: true),
                    entry = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    place = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_leaves", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "evidence_tiles",
                columns: table => new
                {
                    level = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    hashes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_tiles", x => new { x.level, x.number });
                });

            migrationBuilder.CreateIndex(
                name: "ix_evidence_checkpoints_size",
                table: "evidence_checkpoints",
                column: "size",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_evidence_due_next_at",
                table: "evidence_due",
                column: "next_at");

            migrationBuilder.CreateIndex(
                name: "ix_evidence_leaves_at_id",
                table: "evidence_leaves",
                columns: new[] { "at", "id" },
                filter: "place IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_evidence_leaves_case_id_at",
                table: "evidence_leaves",
                columns: new[] { "case_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_evidence_leaves_place",
                table: "evidence_leaves",
                column: "place",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "evidence_checkpoints");

            migrationBuilder.DropTable(
                name: "evidence_due");

            migrationBuilder.DropTable(
                name: "evidence_leaves");

            migrationBuilder.DropTable(
                name: "evidence_tiles");
        }
    }
}
