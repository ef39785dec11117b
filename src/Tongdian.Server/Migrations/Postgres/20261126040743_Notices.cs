using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Notices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_outbox_consumer_next_at",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_messages_case_id_purpose_created_at",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_channel_next_at",
                table: "messages");

            migrationBuilder.AddColumn<int>(
                name: "part",
                table: "outbox",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "claim",
                table: "messages",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "expires_at",
                table: "messages",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(9999, 12, 31, 0, 0, 0, 0, DateTimeKind.Utc));

            migrationBuilder.AddColumn<bool>(
                name: "in_order",
                table: "messages",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "owner",
                table: "messages",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "provider_id",
                table: "messages",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "receipt",
                table: "messages",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "receipt_at",
                table: "messages",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "template",
                table: "messages",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "urgent",
                table: "messages",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "calls",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: true),
                    about = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    tried_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<int>(type: "integer", nullable: true),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    done_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calls", x => new { x.case_id, x.kind, x.key });
                });

            migrationBuilder.CreateTable(
                name: "notice_choices",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<int>(type: "integer", nullable: true),
                    no_care = table.Column<bool>(type: "boolean", nullable: false),
                    we_chat_sealed = table.Column<Guid>(type: "uuid", nullable: true),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_choices", x => x.person_id);
                });

            migrationBuilder.CreateTable(
                name: "notice_templates",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_templates", x => new { x.id, x.version });
                });

            migrationBuilder.CreateTable(
                name: "reminders",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    next_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reminders", x => new { x.case_id, x.kind, x.key });
                });

            migrationBuilder.CreateTable(
                name: "told_customers",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    expected_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_told_customers", x => x.case_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_part_next_at",
                table: "outbox",
                columns: new[] { "part", "next_at" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_case_id_created_at",
                table: "messages",
                columns: new[] { "case_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_next_at_channel",
                table: "messages",
                columns: new[] { "next_at", "channel" },
                filter: "next_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_messages_provider_id",
                table: "messages",
                column: "provider_id",
                filter: "provider_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_calls_id",
                table: "calls",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_calls_region_created_at",
                table: "calls",
                columns: new[] { "region", "created_at" },
                filter: "outcome IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_reminders_next_at",
                table: "reminders",
                column: "next_at",
                filter: "next_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calls");

            migrationBuilder.DropTable(
                name: "notice_choices");

            migrationBuilder.DropTable(
                name: "notice_templates");

            migrationBuilder.DropTable(
                name: "reminders");

            migrationBuilder.DropTable(
                name: "told_customers");

            migrationBuilder.DropIndex(
                name: "ix_outbox_part_next_at",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_messages_case_id_created_at",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_next_at_channel",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_provider_id",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "part",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "claim",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "expires_at",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "in_order",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "owner",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "provider_id",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "receipt",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "receipt_at",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "template",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "urgent",
                table: "messages");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_consumer_next_at",
                table: "outbox",
                columns: new[] { "consumer", "next_at" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_case_id_purpose_created_at",
                table: "messages",
                columns: new[] { "case_id", "purpose", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_channel_next_at",
                table: "messages",
                columns: new[] { "channel", "next_at" },
                filter: "next_at IS NOT NULL");
        }
    }
}
