using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "takes_place_of",
                table: "messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "care_tasks",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    energised_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    next_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_care_tasks", x => new { x.case_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "follow_up_answers",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    supply_normal = table.Column<bool>(type: "INTEGER", nullable: false),
                    charges_as_told = table.Column<bool>(type: "INTEGER", nullable: false),
                    unsafe_or_unclear = table.Column<bool>(type: "INTEGER", nullable: false),
                    recommends = table.Column<int>(type: "INTEGER", nullable: false),
                    words = table.Column<Guid>(type: "TEXT", nullable: true),
                    recovery = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_follow_up_answers", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "greetings",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    occasion = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_greetings", x => new { x.person_id, x.occasion });
                });

            migrationBuilder.CreateTable(
                name: "improvements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    topic_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", nullable: false),
                    done_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    done_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_improvements", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "opinion_topics",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    label = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    owner = table.Column<string>(type: "TEXT", nullable: true),
                    profile = table.Column<string>(type: "TEXT", nullable: false),
                    first_found_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_found_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opinion_topics", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "opinions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    source = table.Column<int>(type: "INTEGER", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    stage = table.Column<string>(type: "TEXT", nullable: true),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    doer = table.Column<string>(type: "TEXT", nullable: true),
                    attitude = table.Column<int>(type: "INTEGER", nullable: true),
                    skill = table.Column<int>(type: "INTEGER", nullable: true),
                    speed = table.Column<int>(type: "INTEGER", nullable: true),
                    compliance = table.Column<int>(type: "INTEGER", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    week = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    unread = table.Column<bool>(type: "INTEGER", nullable: false),
                    mood = table.Column<int>(type: "INTEGER", nullable: false),
                    topic_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opinions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "topic_searches",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    remarks = table.Column<int>(type: "INTEGER", nullable: false),
                    topics = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_topic_searches", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "opinion_words",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    opinion_id = table.Column<Guid>(type: "TEXT", nullable: false)
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
