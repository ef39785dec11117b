using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Enquiries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "number",
                table: "messages",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "region",
                table: "messages",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            // Messages that were written before know their case only.
            migrationBuilder.Sql(
                "UPDATE messages SET number = (SELECT c.number FROM cases c WHERE c.id = messages.case_id), "
                + "region = (SELECT c.region FROM cases c WHERE c.id = messages.case_id) WHERE EXISTS (SELECT 1 FROM cases c WHERE c.id = messages.case_id)");

            migrationBuilder.CreateTable(
                name: "enquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    assignee = table.Column<string>(type: "TEXT", nullable: true),
                    case_number = table.Column<string>(type: "TEXT", nullable: true),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    asked_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    near_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    breached_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    next_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enquiries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "enquiry_entries",
                columns: table => new
                {
                    enquiry_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    payload = table.Column<byte[]>(type: "BLOB", nullable: false),
                    salt = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enquiry_entries", x => new { x.enquiry_id, x.version });
                });

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_assignee_rank_due_at_id",
                table: "enquiries",
                columns: new[] { "assignee", "rank", "due_at", "id" },
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_case_number_id",
                table: "enquiries",
                columns: new[] { "case_number", "id" },
                filter: "case_number IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_next_at_id",
                table: "enquiries",
                columns: new[] { "next_at", "id" },
                filter: "next_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_number",
                table: "enquiries",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_owner_rank_due_at_id",
                table: "enquiries",
                columns: new[] { "owner", "rank", "due_at", "id" },
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_enquiries_rank_due_at_id",
                table: "enquiries",
                columns: new[] { "rank", "due_at", "id" },
                filter: "closed_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "enquiries");

            migrationBuilder.DropTable(
                name: "enquiry_entries");

            migrationBuilder.DropColumn(
                name: "number",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "region",
                table: "messages");
        }
    }
}
