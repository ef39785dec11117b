using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tongdian.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Coordination : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_case_clocks_next_at_case_id_limit_id",
                table: "case_clocks");

            migrationBuilder.AddColumn<DateTime>(
                name: "stall_at",
                table: "work_items",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "calendar",
                table: "regions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "number",
                table: "messages",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "region",
                table: "messages",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql(
                "UPDATE messages SET number = (SELECT c.number FROM cases c WHERE c.id = messages.case_id), "
                + "region = (SELECT c.region FROM cases c WHERE c.id = messages.case_id) WHERE EXISTS (SELECT 1 FROM cases c WHERE c.id = messages.case_id)");

            migrationBuilder.AddColumn<DateTime>(
                name: "look_at",
                table: "case_clocks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "look_for",
                table: "case_clocks",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "near_at",
                table: "case_clocks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "stage",
                table: "case_clocks",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "very_near_at",
                table: "case_clocks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "watcher",
                table: "case_clocks",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "carried_at",
                table: "calendar_versions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "alert_looks",
                columns: table => new
                {
                    staff_id = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_looks", x => x.staff_id);
                });

            migrationBuilder.CreateTable(
                name: "cluster_version",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cluster_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_causes",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name_zh = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name_en = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    added_by = table.Column<string>(type: "text", nullable: false),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatch_causes", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_rounds",
                columns: table => new
                {
                    hour = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    only_emergencies = table.Column<bool>(type: "boolean", nullable: false),
                    found = table.Column<int>(type: "integer", nullable: false),
                    settled = table.Column<int>(type: "integer", nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatch_rounds", x => x.hour);
                });

            migrationBuilder.CreateTable(
                name: "enquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    department = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    assignee = table.Column<string>(type: "text", nullable: true),
                    case_number = table.Column<string>(type: "text", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    near_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    breached_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    next_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enquiries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "enquiry_entries",
                columns: table => new
                {
                    enquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    payload = table.Column<byte[]>(type: "bytea", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enquiry_entries", x => new { x.enquiry_id, x.version });
                });

            migrationBuilder.CreateTable(
                name: "limit_alerts",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    limit_id = table.Column<string>(type: "text", nullable: false),
                    occurrence = table.Column<int>(type: "integer", nullable: false),
                    threshold = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: true),
                    number = table.Column<string>(type: "text", nullable: false),
                    process = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    department = table.Column<string>(type: "text", nullable: true),
                    assignee = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_limit_alerts", x => new { x.case_id, x.limit_id, x.occurrence, x.threshold });
                });

            migrationBuilder.CreateTable(
                name: "review_actions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    week = table.Column<string>(type: "text", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    figure = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    done_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_actions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "silos",
                columns: table => new
                {
                    address = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    entry = table.Column<string>(type: "text", nullable: false),
                    alive_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_silos", x => x.address);
                });

            migrationBuilder.CreateTable(
                name: "weekly_reviews",
                columns: table => new
                {
                    week = table.Column<string>(type: "text", nullable: false),
                    made_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    figures = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_weekly_reviews", x => x.week);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_items",
                columns: table => new
                {
                    hour = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    process = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    department = table.Column<string>(type: "text", nullable: true),
                    assignee = table.Column<string>(type: "text", nullable: true),
                    trouble = table.Column<int>(type: "integer", nullable: false),
                    stalls = table.Column<bool>(type: "boolean", nullable: false),
                    emergency = table.Column<bool>(type: "boolean", nullable: false),
                    since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    rounds = table.Column<int>(type: "integer", nullable: false),
                    earlier_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    proposed_cause = table.Column<string>(type: "text", nullable: false),
                    proposed_action = table.Column<int>(type: "integer", nullable: false),
                    cause = table.Column<string>(type: "text", nullable: true),
                    action = table.Column<int>(type: "integer", nullable: true),
                    to_department = table.Column<string>(type: "text", nullable: true),
                    to_staff = table.Column<string>(type: "text", nullable: true),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatch_items", x => new { x.hour, x.case_id, x.stage });
                    table.ForeignKey(
                        name: "fk_dispatch_items_dispatch_rounds_hour",
                        column: x => x.hour,
                        principalTable: "dispatch_rounds",
                        principalColumn: "hour",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "cluster_version",
                columns: new[] { "id", "version" },
                values: new object[] { 1, 0 });

            migrationBuilder.CreateIndex(
                name: "ix_work_items_breached_at",
                table: "work_items",
                column: "breached_at",
                filter: "breached_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_work_items_near_at",
                table: "work_items",
                column: "near_at",
                filter: "near_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_work_items_stall_at",
                table: "work_items",
                column: "stall_at",
                filter: "stall_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_work_items_status_role",
                table: "work_items",
                columns: new[] { "status", "role" },
                filter: "status = 3");

            migrationBuilder.CreateIndex(
                name: "ix_case_events_at_case_id",
                table: "case_events",
                columns: new[] { "at", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_clocks_watcher_next_at_case_id_limit_id",
                table: "case_clocks",
                columns: new[] { "watcher", "next_at", "case_id", "limit_id" },
                filter: "next_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_items_hour_place_since_case_id_stage",
                table: "dispatch_items",
                columns: new[] { "hour", "place", "since", "case_id", "stage" });

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_items_to_department_decided_at",
                table: "dispatch_items",
                columns: new[] { "to_department", "decided_at" },
                filter: "to_department IS NOT NULL");

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

            migrationBuilder.CreateIndex(
                name: "ix_limit_alerts_assignee_seen_at",
                table: "limit_alerts",
                columns: new[] { "assignee", "seen_at" });

            migrationBuilder.CreateIndex(
                name: "ix_limit_alerts_owner_seen_at",
                table: "limit_alerts",
                columns: new[] { "owner", "seen_at" });

            migrationBuilder.CreateIndex(
                name: "ix_limit_alerts_seen_at_case_id",
                table: "limit_alerts",
                columns: new[] { "seen_at", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_review_actions_until_id",
                table: "review_actions",
                columns: new[] { "until", "id" },
                filter: "done_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_review_actions_week",
                table: "review_actions",
                column: "week");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alert_looks");

            migrationBuilder.DropTable(
                name: "cluster_version");

            migrationBuilder.DropTable(
                name: "dispatch_causes");

            migrationBuilder.DropTable(
                name: "dispatch_items");

            migrationBuilder.DropTable(
                name: "enquiries");

            migrationBuilder.DropTable(
                name: "enquiry_entries");

            migrationBuilder.DropTable(
                name: "limit_alerts");

            migrationBuilder.DropTable(
                name: "review_actions");

            migrationBuilder.DropTable(
                name: "silos");

            migrationBuilder.DropTable(
                name: "weekly_reviews");

            migrationBuilder.DropTable(
                name: "dispatch_rounds");

            migrationBuilder.DropIndex(
                name: "ix_work_items_breached_at",
                table: "work_items");

            migrationBuilder.DropIndex(
                name: "ix_work_items_near_at",
                table: "work_items");

            migrationBuilder.DropIndex(
                name: "ix_work_items_stall_at",
                table: "work_items");

            migrationBuilder.DropIndex(
                name: "ix_work_items_status_role",
                table: "work_items");

            migrationBuilder.DropIndex(
                name: "ix_case_events_at_case_id",
                table: "case_events");

            migrationBuilder.DropIndex(
                name: "ix_case_clocks_watcher_next_at_case_id_limit_id",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "stall_at",
                table: "work_items");

            migrationBuilder.DropColumn(
                name: "calendar",
                table: "regions");

            migrationBuilder.DropColumn(
                name: "number",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "region",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "look_at",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "look_for",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "near_at",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "stage",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "very_near_at",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "watcher",
                table: "case_clocks");

            migrationBuilder.DropColumn(
                name: "carried_at",
                table: "calendar_versions");

            migrationBuilder.CreateIndex(
                name: "ix_case_clocks_next_at_case_id_limit_id",
                table: "case_clocks",
                columns: new[] { "next_at", "case_id", "limit_id" },
                filter: "next_at IS NOT NULL");
        }
    }
}
