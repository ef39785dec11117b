using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CustomersAreHeard : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_next_at_channel",
                table: "messages");

            migrationBuilder.AddColumn<int>(
                name: "instead",
                table: "messages",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "takes_place_of",
                table: "messages",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "care_tasks",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    energised_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    next_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_care_tasks", x => new { x.case_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "follow_up_answers",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    supply_normal = table.Column<bool>(type: "boolean", nullable: false),
                    charges_as_told = table.Column<bool>(type: "boolean", nullable: false),
                    unsafe_or_unclear = table.Column<bool>(type: "boolean", nullable: false),
                    recommends = table.Column<int>(type: "integer", nullable: false),
                    words = table.Column<Guid>(type: "uuid", nullable: true),
                    recovery = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_follow_up_answers", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "greetings",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occasion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    outcome = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_greetings", x => new { x.person_id, x.occasion });
                });

            migrationBuilder.CreateTable(
                name: "improvements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    topic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    done_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_improvements", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "opinion_topics",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    label = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: true),
                    profile = table.Column<string>(type: "text", nullable: false),
                    first_found_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_found_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opinion_topics", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "opinions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<int>(type: "integer", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: true),
                    department = table.Column<string>(type: "text", nullable: true),
                    doer = table.Column<string>(type: "text", nullable: true),
                    attitude = table.Column<int>(type: "integer", nullable: true),
                    skill = table.Column<int>(type: "integer", nullable: true),
                    speed = table.Column<int>(type: "integer", nullable: true),
                    compliance = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    week = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    unread = table.Column<bool>(type: "boolean", nullable: false),
                    mood = table.Column<int>(type: "integer", nullable: false),
                    topic_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opinions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "topic_searches",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    remarks = table.Column<int>(type: "integer", nullable: false),
                    topics = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_topic_searches", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "opinion_words",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    opinion_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opinion_words", x => new { x.hash, x.opinion_id });
                    table.ForeignKey(
                        name: "fk_opinion_words_opinions_opinion_id",
                        column: x => x.opinion_id,
                        principalTable: "opinions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_messages_channel_urgent_attempts_next_at",
                table: "messages",
                columns: new[] { "channel", "urgent", "attempts", "next_at" },
                filter: "next_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_messages_expires_at",
                table: "messages",
                column: "expires_at",
                filter: "next_at IS NOT NULL");

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

            migrationBuilder.CreateIndex(
                name: "ix_improvements_topic_id",
                table: "improvements",
                column: "topic_id");

            migrationBuilder.CreateIndex(
                name: "ix_opinion_words_opinion_id",
                table: "opinion_words",
                column: "opinion_id");

            migrationBuilder.CreateIndex(
                name: "ix_opinions_at_id",
                table: "opinions",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_opinions_topic_id_at",
                table: "opinions",
                columns: new[] { "topic_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_opinions_unread",
                table: "opinions",
                column: "unread",
                filter: "unread");
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

            migrationBuilder.DropTable(
                name: "improvements");

            migrationBuilder.DropTable(
                name: "opinion_topics");

            migrationBuilder.DropTable(
                name: "opinion_words");

            migrationBuilder.DropTable(
                name: "topic_searches");

            migrationBuilder.DropTable(
                name: "opinions");

            migrationBuilder.DropIndex(
                name: "ix_messages_channel_urgent_attempts_next_at",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_expires_at",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "instead",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "takes_place_of",
                table: "messages");

            migrationBuilder.CreateIndex(
                name: "ix_messages_next_at_channel",
                table: "messages",
                columns: new[] { "next_at", "channel" },
                filter: "next_at IS NOT NULL");
        }
    }
}
