using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Drafts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "draft_id",
                table: "stored_files",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "application_drafts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    token_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    answers = table.Column<byte[]>(type: "BLOB", nullable: false),
                    begun_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_application_drafts", x => x.id);
                    table.ForeignKey(
                        name: "fk_application_drafts_person_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_stored_files_draft_id",
                table: "stored_files",
                column: "draft_id");

            migrationBuilder.CreateIndex(
                name: "ix_application_drafts_expires_at",
                table: "application_drafts",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_application_drafts_person_id",
                table: "application_drafts",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_application_drafts_token_hash",
                table: "application_drafts",
                column: "token_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "application_drafts");

            migrationBuilder.DropIndex(
                name: "ix_stored_files_draft_id",
                table: "stored_files");

            migrationBuilder.DropColumn(
                name: "draft_id",
                table: "stored_files");
        }
    }
}
