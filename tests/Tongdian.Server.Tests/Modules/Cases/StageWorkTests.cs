using System.Text.Json;
using System.Text.Json.Nodes;
using Tongdian.Domain.Cases;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases;

/// <summary>Doing the stages of a case, and steering it, over the API.</summary>
public sealed class StageWorkTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_draft_is_kept_and_shown_again_with_where_every_value_comes_from(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var surveyor = await server.As("surveyor");

        var drafted = await one.Do(surveyor, "stages/survey/draft", new { fields = new { supplyPoint = "3号杆", siteContact = "李在场" } });

        drafted.Expect(200);
        var form = (await surveyor.Get($"{one.Path}/stages/survey/form")).Expect(200);
        Assert.Equal(("3号杆", "entered"), Known(form, "supplyPoint"));
        Assert.Equal(("李在场", "entered"), Known(form, "siteContact"));
        Assert.Equal(("8", "case.capacityKw"), Known(form, "capacityKw"));
        Assert.Equal((null, null), Known(form, "cableRoute"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_personal_value_is_shown_only_to_who_does_the_stage(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        (await one.Do(await server.As("surveyor"), "stages/survey/draft", new { fields = new { siteContact = "李在场" } })).Expect(200);

        var seenByCrew = (await (await server.As("construction-crew")).Get($"{one.Path}/stages/survey/form")).Expect(200);
        var seenByCustomer = await one.Customer.Get($"{one.Path}/stages/survey/form");

        Assert.Equal((null, null), Known(seenByCrew, "siteContact"));
        Assert.Equal("403 case.not-allowed", seenByCustomer.Refusal);
        Assert.DoesNotContain("李在场", CaseText(await one.Look()), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_empty_hand_in_names_everything_that_is_missing(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());

        var refused = await one.Do(await server.As("surveyor"), "stages/survey/complete", new { });

        Assert.Equal("422 stage.form-invalid", refused.Refusal);
        Assert.Contains("fields.position: field.required", refused.Fields);
        Assert.Contains("files.site-overview: file.too-few", refused.Fields);
        Assert.Contains("signatures.customer: signature.missing", refused.Fields);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_stage_is_assigned_released_claimed_and_started(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var (surveyor, coordinator, crew) = (await server.As("surveyor"), await server.As("coordinator"), await server.As("construction-crew"));
        var staff = (await coordinator.Get("/api/v1/staff?role=surveyor")).Expect(200).EnumerateArray().Single().GetProperty("id").GetString();

        Assert.Equal("403 case.not-allowed", (await one.Do(crew, "stages/survey/claim")).Refusal);
        Assert.Equal("422 stage.assignee-does-not-fit", (await one.Do(coordinator, "stages/survey/assign", new { assignee = "nobody" })).Refusal);
        (await one.Do(coordinator, "stages/survey/assign", new { assignee = staff, reason = "就近" })).Expect(200);
        Assert.Equal("409 stage.assigned-to-other", (await one.Do(surveyor, "stages/survey/claim")).Refusal);
        (await one.Do(surveyor, "stages/survey/release")).Expect(200);
        (await one.Do(surveyor, "stages/survey/claim")).Expect(200);
        var started = (await one.Do(surveyor, "stages/survey/start")).Expect(200);

        Assert.Equal("started", started.GetProperty("stages").EnumerateArray().Single(s => s.GetProperty("id").GetString() == "survey").GetProperty("state").GetString());
        Assert.Equal("409 stage.already-started", (await one.Do(surveyor, "stages/survey/start")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_pause_makes_the_time_the_customers_and_ends_when_resumed(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var surveyor = await server.As("surveyor");

        Assert.Equal("422 stage.unknown-pause-reason", (await one.Do(surveyor, "stages/survey/pause", new { reason = "no-mood" })).Refusal);
        Assert.Equal(
            ["owner: pause.owner-does-not-fit"], (await one.Do(surveyor, "stages/survey/pause", new { reason = "customer-absent", owner = "utility" })).Fields);
        (await one.Do(surveyor, "stages/survey/pause", new { reason = "customer-absent", note = "无人应门", owner = "customer" })).Expect(200);
        var paused = Stage((await one.Customer.Get(one.Path)).Expect(200), "survey");
        Assert.Equal(("customer", "customer-absent"), (paused.GetProperty("whoseTime").GetString(), paused.GetProperty("waitingFor").GetString()));
        Assert.Equal("409 stage.paused", (await one.Do(surveyor, "stages/survey/start")).Refusal);

        (await one.Do(surveyor, "stages/survey/resume", new { })).Expect(200);

        Assert.Equal("utility", Stage((await one.Customer.Get(one.Path)).Expect(200), "survey").GetProperty("whoseTime").GetString());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_explanation_says_of_every_stretch_whose_it_was(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var surveyor = await server.As("surveyor");
        server.Clock.Advance(TimeSpan.FromMinutes(30));
        (await one.Do(surveyor, "stages/survey/pause", new { reason = "customer-absent" })).Expect(200);
        server.Clock.Advance(TimeSpan.FromMinutes(20));
        (await one.Do(surveyor, "stages/survey/resume", new { reason = "customer-absent" })).Expect(200);
        server.Clock.Advance(TimeSpan.FromMinutes(10));

        var told = (await one.Customer.Get($"{one.Path}/clocks/survey/explain")).Expect(200);
        var promise = (await one.Customer.Get($"{one.Path}/clocks/promise/explain")).Expect(200);

        Assert.Equal("PT40M", told.GetProperty("used").GetString());
        Assert.Equal(
            ["utility True", "customer False", "utility True"],
            told.GetProperty("spans").EnumerateArray().Select(s => $"{s.GetProperty("owner").GetString()} {s.GetProperty("counted").GetBoolean()}"));
        Assert.Equal("PT40M", promise.GetProperty("used").GetString());
        Assert.Equal("404 limit.unknown", (await one.Customer.Get($"{one.Path}/clocks/archive/explain")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_customer_confirms_the_scheme_or_objects_to_it(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        await one.GoOn("confirmation");

        Assert.Equal("422 case.reason-missing", (await one.Do(one.Customer, "confirmation/object", new { reason = " " })).Refusal);
        (await one.Do(one.Customer, "confirmation/object", new { reason = "费用太高" })).Expect(200);
        Assert.Equal(StageStatus.Open, await one.Status("scheme"));
        await one.Complete("scheme");
        var accepted = await one.Do(one.Customer, "confirmation/accept", await one.Form("confirmation"));

        accepted.Expect(200);
        Assert.Equal(StageStatus.Completed, await one.Status("confirmation"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Going_back_needs_a_reason_and_a_finished_stage_before(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        await one.GoOn("scheme");
        var engineer = await server.As("scheme-engineer");

        Assert.Equal("422 case.reason-missing", (await one.Do(engineer, "stages/scheme/send-back", new { to = "survey", reason = "" })).Refusal);
        Assert.Equal("409 stage.cannot-send-back", (await one.Do(engineer, "stages/scheme/send-back", new { to = "construction", reason = "x" })).Refusal);
        (await one.Do(engineer, "stages/scheme/send-back", new { to = "survey", reason = "照片不清" })).Expect(200);

        Assert.Equal((StageStatus.Open, StageStatus.Pending), (await one.Status("survey"), await one.Status("scheme")));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task At_high_voltage_drawings_and_inspections_go_round_until_no_defect_is_left(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Factory());
        await one.GoOn("design-review");
        await one.Complete("design-review", failing: true);
        Assert.Equal((StageStatus.Open, StageStatus.Pending), (await one.Status("design"), await one.Status("design-review")));
        await one.GoOn("completion-inspection");
        Assert.Equal(StageStatus.AwaitingRequest, await one.Status("completion-inspection"));
        Assert.Equal("409 stage.awaits-request", (await one.Do(await server.As("inspector"), "stages/completion-inspection/complete", await one.Form("completion-inspection"))).Refusal);

        (await one.Do(one.Customer, "stages/completion-inspection/request", new { note = "请验收" })).Expect(200);
        await one.Complete("completion-inspection", failing: true);
        var needs = (await one.Customer.Get(one.Path)).Expect(200).GetProperty("needs");
        Assert.Contains(needs.EnumerateArray(), n => n.GetProperty("what").GetString() == "request" && n.GetProperty("id").GetString() == "completion-inspection");
        await one.GoOn();

        Assert.Equal(CaseStatus.Archived, (await one.Look()).Status);
        Assert.Equal(1, (await one.Look()).Stage("completion-inspection").Rejections);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_follow_up_is_too_early_before_a_week_has_passed_and_possible_after_the_archive(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        await one.GoOn();
        var agent = await server.As("customer-service-agent");
        Assert.Equal("409 stage.too-early", (await one.Do(agent, "stages/follow-up/complete", await one.Form("follow-up"))).Refusal);

        server.Later(TimeSpan.FromDays(8));
        await one.Complete("follow-up");

        Assert.Equal(StageStatus.Completed, await one.Status("follow-up"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_events_of_a_case_come_page_by_page_without_gap_or_repeat(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        await one.GoOn();
        var staff = await server.As("auditor");

        var (items, pages) = (new List<JsonElement>(), 0);
        for (var next = ""; next is not null; pages++)
        {
            var page = (await staff.Get($"{one.Path}/events?limit=2{(next.Length > 0 ? $"&after={next}" : "")}")).Expect(200);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }

        var stored = await server.Stored(db => Task.FromResult(db.Set<Tongdian.Server.Modules.Cases.CaseEventRow>().Count(e => e.CaseId == one.Look().Result.Id.Value)));
        Assert.True(pages > 2);
        Assert.Equal(stored, items.Count);
        Assert.Equal(items.Select(Place).Distinct().Order(), items.Select(Place));
        Assert.Equal("case-submitted", items[0].GetProperty("kind").GetString());
        Assert.Equal("400 page.bad-cursor", (await staff.Get($"{one.Path}/events?after=***")).Refusal);
        Assert.Equal("400 page.bad-limit", (await staff.Get($"{one.Path}/events?limit=0")).Refusal);

        static (int, int) Place(JsonElement e) => (e.GetProperty("version").GetInt32(), e.GetProperty("ordinal").GetInt32());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_customer_sees_what_happened_but_not_what_was_entered_or_why_it_was_decided(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        await one.GoOn("scheme");
        (await one.Do(await server.As("scheme-engineer"), "stages/scheme/send-back", new { to = "survey", reason = "内部原因" })).Expect(200);

        var seen = await one.Customer.Get($"{one.Path}/events");
        var whole = await one.Customer.Get(one.Path);

        Assert.All(seen.Expect(200).GetProperty("items").EnumerateArray(), e => Assert.False(e.TryGetProperty("data", out _)));
        Assert.DoesNotContain("内部原因", seen.Text, StringComparison.Ordinal);
        Assert.False(whole.Expect(200).TryGetProperty("entries", out _));
        Assert.False(whole.Json.TryGetProperty("customer", out _));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_rejected_case_and_a_withdrawn_case_are_closed_for_everything(Database database)
    {
        var server = await servers.On(database);
        var (rejected, withdrawn) = (await CaseUnderTest.Submit(server, Samples.Shop()), await CaseUnderTest.Submit(server, Samples.Home()));
        Assert.Equal("422 case.reason-missing", (await rejected.Do(await server.As("counter-clerk"), "reject", new { reason = "  " })).Refusal);
        Assert.Equal("403 case.not-allowed", (await rejected.Do(await server.As("surveyor"), "reject", new { reason = "不行" })).Refusal);

        (await rejected.Do(await server.As("counter-clerk"), "reject", new { reason = "不在供电范围" })).Expect(200);
        (await withdrawn.Do(withdrawn.Customer, "withdraw", new { reason = "不办了" })).Expect(200);

        Assert.Equal("409 case.not-in-this-state", (await rejected.Do(await server.As("counter-clerk"), "stages/acceptance/start")).Refusal);
        Assert.Equal("409 case.not-in-this-state", (await withdrawn.Do(withdrawn.Customer, "withdraw", new { })).Refusal);
        Assert.All((await withdrawn.Look()).Stages.Values, s => Assert.False(s.Status.IsOpen()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_merge_changes_both_cases_or_none(Database database)
    {
        var server = await servers.On(database);
        var (duplicate, stays) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        var clerk = await server.As("counter-clerk");
        Assert.Equal("422 case.merge-into-self", (await duplicate.Do(clerk, "merge", new { into = duplicate.Number })).Refusal);
        Assert.Equal(["into: case.not-found"], (await duplicate.Do(clerk, "merge", new { into = "TD0000000000000" })).Fields);

        (await duplicate.Do(clerk, "merge", new { into = stays.Number, reason = "同一户" })).Expect(200);

        Assert.Equal((CaseStatus.Merged, stays.Number), ((await duplicate.Look()).Status, (await duplicate.Look()).MergedInto?.Value));
        Assert.Equal([duplicate.Number], (await stays.Look()).Duplicates.Select(d => d.Value));
        Assert.Equal(2, await stays.Version());
        var third = await CaseUnderTest.Submit(server, Samples.Home());
        var (before, versions) = (await server.RowCounts(), await third.Version());
        Assert.Equal("409 case.not-in-this-state", (await third.Do(clerk, "merge", new { into = duplicate.Number })).Refusal);
        Assert.Equal((before, versions), (await server.RowCounts(), await third.Version()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Another_process_keeps_what_stands_and_leaves_no_rows_of_the_old_one(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        await one.GoOn("construction");
        var coordinator = await server.As("coordinator");
        Assert.Equal("403 access.not-allowed", (await one.Do(await server.As("surveyor"), "reassign-process", new { process = "high-voltage", reason = "x" })).Refusal);
        Assert.Equal("404 process.unknown", (await one.Do(coordinator, "reassign-process", new { process = "nothing", reason = "x" })).Refusal);

        (await one.Do(coordinator, "reassign-process", new { process = "low-voltage-non-residential", reason = "实为商铺" })).Expect(200);

        Assert.Equal(("low-voltage-non-residential", StageStatus.Completed), ((await one.Look()).Process.Id, await one.Status("acceptance")));
        await Projections.AreFresh(server, one.Number);
        await one.GoOn();
        await Projections.AreFresh(server, one.Number);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_limit_that_no_longer_applies_after_going_back_leaves_no_clock_behind(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        await one.Complete("survey", change: f => f["fields"]!["lineWorks"] = false);
        (await one.Do(await server.As("coordinator"), "stages/construction/send-back", new { to = "survey", reason = "漏看线路" })).Expect(200);
        await Projections.AreFresh(server, one.Number);

        await one.Complete("survey", change: f => f["fields"]!["lineWorks"] = true);

        await Projections.AreFresh(server, one.Number);
    }

    private static string CaseText(Case state) => Tongdian.Server.Modules.Cases.CaseStore.Text(state);

    private static JsonElement Stage(JsonElement seen, string id) => seen.GetProperty("stages").EnumerateArray().Single(s => s.GetProperty("id").GetString() == id);

    private static (string? Value, string? Origin) Known(JsonElement form, string field)
    {
        var known = form.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("field").GetProperty("id").GetString() == field);
        return (known.TryGetProperty("value", out var v) ? JsonNode.Parse(v.GetRawText())!.ToString() : null, known.TryGetProperty("origin", out var o) ? o.GetString() : null);
    }
}
