using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Providers : Migration
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
