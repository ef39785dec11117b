using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OpinionLibrary : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "improvements");

            migrationBuilder.DropTable(
                name: "opinion_topics");

            migrationBuilder.DropTable(
                name: "opinion_words");

            migrationBuilder.DropTable(
                name: "topic_searches");

            migrationBuilder.DropTable(
                name: "opinions");
        }
    }
}
