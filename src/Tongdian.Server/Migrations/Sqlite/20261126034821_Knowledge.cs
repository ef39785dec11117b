using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Knowledge : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "knowledge_articles",
                columns: table => new
                {
                    slug = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    last = table.Column<int>(type: "INTEGER", nullable: false),
                    published = table.Column<int>(type: "INTEGER", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    withdrawn_by = table.Column<string>(type: "TEXT", nullable: true),
                    withdrawn_why = table.Column<string>(type: "TEXT", nullable: true),
                    stamp = table.Column<int>(type: "INTEGER", nullable: false),
                    reads = table.Column<int>(type: "INTEGER", nullable: false),
                    helped = table.Column<int>(type: "INTEGER", nullable: false),
                    did_not_help = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_knowledge_articles", x => x.slug);
                });

            migrationBuilder.CreateTable(
                name: "knowledge_searches",
                columns: table => new
                {
                    query = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    times = table.Column<int>(type: "INTEGER", nullable: false),
                    results = table.Column<int>(type: "INTEGER", nullable: false),
                    last_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_knowledge_searches", x => x.query);
                });

            migrationBuilder.CreateTable(
                name: "knowledge_versions",
                columns: table => new
                {
                    slug = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    topic = table.Column<int>(type: "INTEGER", nullable: false),
                    audience = table.Column<int>(type: "INTEGER", nullable: false),
                    places = table.Column<string>(type: "TEXT", nullable: false),
                    title_zh = table.Column<string>(type: "TEXT", nullable: false),
                    title_en = table.Column<string>(type: "TEXT", nullable: false),
                    answer_zh = table.Column<string>(type: "TEXT", nullable: false),
                    answer_en = table.Column<string>(type: "TEXT", nullable: false),
                    body_zh = table.Column<string>(type: "TEXT", nullable: false),
                    body_en = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    proposed_by = table.Column<string>(type: "TEXT", nullable: true),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    judged_by = table.Column<string>(type: "TEXT", nullable: true),
                    judged_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    words = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_knowledge_versions", x => new { x.slug, x.number });
                });

            migrationBuilder.CreateTable(
                name: "search_words",
                columns: table => new
                {
                    kind = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    word = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    weight = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_words", x => new { x.kind, x.word, x.subject });
                });

            migrationBuilder.CreateIndex(
                name: "ix_knowledge_searches_times_query",
                table: "knowledge_searches",
                columns: new[] { "times", "query" });

            migrationBuilder.CreateIndex(
                name: "ix_knowledge_versions_state_proposed_at",
                table: "knowledge_versions",
                columns: new[] { "state", "proposed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_search_words_kind_subject",
                table: "search_words",
                columns: new[] { "kind", "subject" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "knowledge_articles");

            migrationBuilder.DropTable(
                name: "knowledge_searches");

            migrationBuilder.DropTable(
                name: "knowledge_versions");

            migrationBuilder.DropTable(
                name: "search_words");
        }
    }
}
