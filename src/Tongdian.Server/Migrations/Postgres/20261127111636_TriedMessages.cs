using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TriedMessages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_channel_urgent_attempts_next_at",
                table: "messages");

            migrationBuilder.CreateIndex(
                name: "ix_messages_tried",
                table: "messages",
                columns: new[] { "channel", "urgent", "next_at" },
                filter: "next_at IS NOT NULL AND attempts > 0");

            migrationBuilder.CreateIndex(
                name: "ix_messages_untried",
                table: "messages",
                columns: new[] { "channel", "urgent", "next_at" },
                filter: "next_at IS NOT NULL AND attempts = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_tried",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_untried",
                table: "messages");

            migrationBuilder.CreateIndex(
                name: "ix_messages_channel_urgent_attempts_next_at",
                table: "messages",
                columns: new[] { "channel", "urgent", "attempts", "next_at" },
                filter: "next_at IS NOT NULL");
        }
    }
}
