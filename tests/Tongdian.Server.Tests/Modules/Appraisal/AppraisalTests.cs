using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Insight;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Server.Modules.Appraisal;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Feedback;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Appraisal;

/// <summary>Teams are appraised by what is stored and by what is proven. Whoever alters what is stored moves only one of them, and is found out. Week 10 begins on Monday, 2 March.</summary>
public sealed class AppraisalTests(PostgresServer postgres)
{
    private const string Week = "/api/v1/appraisal?week=2026-W10";

    [Theory, ClassData(typeof(Databases))]
    public async Task A_week_that_nobody_altered_has_the_same_figures_twice(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (late, _) = await Play(server);
        var auditor = await server.As("auditor");

        var seen = (await auditor.Get(Week)).Expect(200);

        Assert.Empty(seen.GetProperty("differences").EnumerateArray());
        var proof = seen.GetProperty("proof");
        Assert.True(proof.GetProperty("fits").GetBoolean() && proof.GetProperty("proven").GetInt32() > 20 && proof.GetProperty("size").GetInt64() > 20);
        Assert.Equal((0, 0), (proof.GetProperty("waiting").GetInt32(), proof.GetProperty("erased").GetInt32()));
        var region = (await late.Look()).Facts.Region;
        Assert.All(All(seen), m => Assert.Equal(m.Of.GetProperty("ordinary").GetRawText(), m.Of.GetProperty("proven").GetRawText()));
        // Of two surveys one is late; of two ratings one is not what it should be; after its recovery the customer is satisfied.
        Assert.InRange(Share(seen, "marketing", region, "on-time", "proven").Good, 1, Share(seen, "marketing", region, "on-time", "proven").Of - 1);
        Assert.Equal((1, 2), Share(seen, "marketing", region, "evaluation", "proven"));
        Assert.Equal((1, 1), Share(seen, "marketing", region, "recovery", "proven"));
        Assert.Equal(3.5, Measures(seen, "marketing", region, "evaluation").GetProperty("proven").GetProperty("mean").GetDouble());
        // The promise was missed by both, and the customer of one was told before.
        Assert.Equal((1, 2), All(seen).Where(m => Code(m.Of) == "late-notice").Aggregate((0, 0), (sum, m) => (sum.Item1 + Count(m.Of, "proven").Good, sum.Item2 + Count(m.Of, "proven").Of)));
        Assert.Equal(0, await server.Services.GetRequiredService<RaiseDifferences>().Do(default));

        // As the weekly review has it.
        server.Later(Given.At("2026-03-09 00:30") - server.Clock.GetUtcNow());
        await server.Services.GetRequiredService<Server.Modules.Insight.MakeReviews>().MakeDue(default);
        var review = (await (await server.As("manager")).Get("/api/v1/reviews/2026-W10")).Expect(200);
        foreach (var department in new[] { "marketing", "o-and-m", "metering" })
        {
            var rate = review.GetProperty("rates").EnumerateArray().FirstOrDefault(r => r.GetProperty("figure").GetString() == $"rate:department:{department}");
            var here = All((await (await server.As("auditor")).Get(Week)).Expect(200)).Where(m => m.Department == department && Code(m.Of) == "on-time").Select(m => Count(m.Of, "ordinary")).ToList();
            Assert.Equal(
                rate.ValueKind == JsonValueKind.Undefined ? (0, 0) : (rate.GetProperty("own").GetProperty("count").GetInt32(), rate.GetProperty("own").GetProperty("of").GetInt32()),
                (here.Sum(c => c.Good), here.Sum(c => c.Of)));
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Whatever_figure_is_moved_in_the_database_the_proven_one_stays_and_there_is_one_alarm_that_names_case_and_team(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (late, unhappy) = await Play(server, satisfied: false);
        var region = (await late.Look()).Facts.Region;
        var raise = server.Services.GetRequiredService<RaiseDifferences>();
        Assert.Equal(0, await raise.Do(default));
        var (good, of) = Share((await (await server.As("manager")).Get(Week)).Expect(200), "marketing", region, "on-time", "ordinary");

        // The survey that was late is begun and done in time after all; not satisfied becomes satisfied; the recovery is closed.
        foreach (var kind in new[] { "stage-started", "stage-completed" })
            await Alter(server, late, kind, "survey", fact => fact["at"] = JsonValue.Create(fact["at"]!.GetValue<DateTimeOffset>().AddHours(-20)));
        var id = (await unhappy.Look()).Id.Value;
        await server.Stored(db => db.Set<Evaluation>().Where(e => e.CaseId == id && e.Stage == "survey").ExecuteUpdateAsync(e => e.SetProperty(x => x.Attitude, 5).SetProperty(x => x.Skill, 5)));
        await server.Stored(async db =>
        {
            var row = await db.Set<EnquiryRow>().AsNoTracking().SingleAsync(e => e.CaseNumber == unhappy.Number);
            var state = EnquiryStore.Read(row.State);
            state = state with { Status = EnquiryStatus.Closed, Judged = true, ClosedAt = state.LastAt, Turns = state.Turns.SetItem(0, state.Turns[0] with { EndedAt = state.LastAt }) };
            return await db.Set<EnquiryRow>().Where(e => e.Id == row.Id)
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.State, JsonSerializer.Serialize(state, EnquiryJson.Default.Enquiry)).SetProperty(x => x.ClosedAt, state.LastAt));
        });

        var seen = (await (await server.As("manager")).Get(Week)).Expect(200);
        Assert.Equal(((good + 1, of), (good, of)), (Share(seen, "marketing", region, "on-time", "ordinary"), Share(seen, "marketing", region, "on-time", "proven")));
        Assert.Equal(((2, 2), (1, 2)), (Share(seen, "marketing", region, "evaluation", "ordinary"), Share(seen, "marketing", region, "evaluation", "proven")));
        Assert.Equal(((1, 1), (0, 1)), (Share(seen, "marketing", region, "recovery", "ordinary"), Share(seen, "marketing", region, "recovery", "proven")));
        Assert.Equal(
            [(late.Number, "on-time", "fact-changed"), (unhappy.Number, "evaluation", ""), (unhappy.Number, "recovery", "")],
            Differences(seen).Select(d => (d.Case, d.Measure, d.Found)).OrderBy(d => d.Measure == "on-time" ? 0 : d.Measure == "evaluation" ? 1 : 2));
        Assert.All(seen.GetProperty("differences").EnumerateArray(), d => Assert.Equal(("marketing", region), (d.GetProperty("department").GetString(), d.GetProperty("region").GetString())));

        // Once, however often it is looked, where whoever audits looks, and at the centre.
        Assert.Equal(3, await raise.Do(default));
        var alerts = await Alerts(server, "auditor", "");
        Assert.Equal(new[] { $"{late.Number} on-time", $"{unhappy.Number} evaluation", $"{unhappy.Number} recovery" }.Order(StringComparer.Ordinal), alerts.Order(StringComparer.Ordinal));
        Assert.Equal(alerts.Order(StringComparer.Ordinal), (await Alerts(server, "coordinator", "?scope=centre")).Order(StringComparer.Ordinal));
        server.Later(TimeSpan.FromHours(1));
        Assert.Equal(3, await raise.Do(default));
        Assert.Equal(alerts, await Alerts(server, "auditor", ""));
        Assert.Empty(await Alerts(server, "surveyor", ""));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_fact_that_is_deleted_put_in_or_cannot_be_told_any_more_is_a_difference(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (late, unhappy) = await Play(server);
        var id = (await late.Look()).Id.Value;
        var before = await server.Stored(db => db.Set<CaseEventRow>().AsNoTracking().Where(e => e.CaseId == id).ToListAsync());

        // What was said is another thing: what it was can be told no more, and the figure is missing from the proven ones.
        await Alter(server, late, "stage-completed", "survey", fact => fact["event"]!["entry"]!["fields"]!.AsObject().Clear());
        Assert.Contains(Differences((await (await server.As("auditor")).Get(Week)).Expect(200)), d => d.Case == late.Number && d.Found == "fact-changed");
        await Put(server, before);
        Assert.Empty(Differences((await (await server.As("auditor")).Get(Week)).Expect(200)));

        await server.Stored(db => db.Set<CaseEventRow>().Where(e => e.CaseId == id && e.Kind == "lateness-told").ExecuteDeleteAsync());
        Assert.Contains(Differences((await (await server.As("auditor")).Get(Week)).Expect(200)), d => d.Case == late.Number && d.Measure == "late-notice" && d.Found == "fact-gone");
        await Put(server, before);

        // Told after all, by a row that nobody entered.
        var told = before.Single(e => e.Kind == "lateness-told");
        var other = (await unhappy.Look()).Id.Value;
        var last = await server.Stored(db => db.Set<CaseEventRow>().Where(e => e.CaseId == other).MaxAsync(e => e.Version));
        await server.Stored(async db =>
        {
            db.Add(new CaseEventRow { CaseId = other, Version = last + 1, Ordinal = 0, Kind = told.Kind, At = told.At, Payload = told.Payload, Salt = new byte[32] });
            return await db.SaveChangesAsync();
        });
        Assert.Contains(Differences((await (await server.As("auditor")).Get(Week)).Expect(200)), d => d.Case == unhappy.Number && d.Found == "fact-unrecorded");
        await server.Stored(db => db.Set<CaseEventRow>().Where(e => e.CaseId == other && e.Version == last + 1).ExecuteDeleteAsync());

        // The recovery's own history, the record of a rating, the entry, and an entry with what it was of.
        await server.Stored(db => db.Set<EnquiryEntry>().Where(e => e.Version == 2).ExecuteDeleteAsync());
        Assert.Contains(Differences((await (await server.As("auditor")).Get(Week)).Expect(200)), d => d.Case == unhappy.Number && d.Measure == "recovery" && d.Found == "fact-gone");
        var leaf = MakeLeaf.IdOf(new EvidenceDue { Kind = "stage-rated", Subject = other, Part = "survey" });
        var entry = await server.Stored(db => db.Set<EvidenceLeaf>().AsNoTracking().SingleAsync(l => l.Id == leaf));
        await server.Stored(db => db.Set<EvidenceLeaf>().Where(l => l.Id == leaf).ExecuteUpdateAsync(l => l.SetProperty(x => x.Entry, new byte[32])));
        Assert.Contains(Differences((await (await server.As("auditor")).Get(Week)).Expect(200)), d => d.Case == unhappy.Number && d.Measure == "evaluation" && d.Found == "record-changed");
        await server.Stored(db => db.Set<EvidenceLeaf>().Where(l => l.Id == leaf).ExecuteDeleteAsync());
        await server.Stored(db => db.Set<Evaluation>().Where(e => e.CaseId == other && e.Stage == "survey").ExecuteDeleteAsync());
        var week = IsoWeek.Of(DateOnly.FromDateTime(server.Time.GetUtcNow().DateTime));
        Assert.Contains(Differences((await (await server.As("auditor")).Get($"/api/v1/appraisal?week={week}")).Expect(200)), d => d.Case == entry.Number && d.Found.Contains("deleted", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_not_entered_yet_waits_and_what_was_destroyed_with_a_person_is_counted_apart(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (late, _) = await Play(server);
        var fresh = await CaseUnderTest.Submit(server, Samples.Home());
        server.Later(TimeSpan.FromHours(1));
        await fresh.Complete("survey");
        server.Later(TimeSpan.FromMinutes(1));
        var region = (await late.Look()).Facts.Region;

        var seen = (await (await server.As("auditor")).Get(Week)).Expect(200);
        Assert.Empty(Differences(seen));
        Assert.True(seen.GetProperty("proof").GetProperty("waiting").GetInt32() > 0);
        Apart("waiting");

        await Recording.Everything(server);
        var id = (await late.Look()).Customer.Person;
        await server.Stored(async db =>
        {
            Vault.Erase(await db.Set<Person>().SingleAsync(p => p.Id == id), server.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        seen = (await (await server.As("auditor")).Get(Week)).Expect(200);
        Assert.Empty(Differences(seen));
        Apart("erased");
        Assert.True(seen.GetProperty("proof").GetProperty("erased").GetInt32() > 0);
        Assert.Equal(0, await server.Services.GetRequiredService<RaiseDifferences>().Do(default));

        void Apart(string how)
        {
            var measure = Measures(seen, "marketing", region, "on-time");
            Assert.True(measure.GetProperty(how).GetInt32() > 0);
            Assert.Equal(Count(measure, "ordinary").Of - Count(measure, "proven").Of, measure.GetProperty(how).GetInt32());
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_log_that_is_not_the_one_that_was_kept_proves_nothing(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await Play(server);
        await CaseUnderTest.Submit(server, Samples.Home());
        await Recording.Everything(server);
        // The end is cut off, checkpoint and all.
        await server.Stored(db => db.Set<EvidenceCheckpoint>().Where(c => c.Follows > 0).ExecuteDeleteAsync());
        await using var again = await TongdianServer.Start(on, time: server.Clock);

        var seen = (await (await again.As("auditor")).Get(Week)).Expect(200);

        Assert.False(seen.GetProperty("proof").GetProperty("fits").GetBoolean());
        Assert.Equal(0, seen.GetProperty("proof").GetProperty("proven").GetInt32());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Weeks_that_are_none_and_others_than_managers_and_auditors_are_refused_and_regions_are_kept_apart(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await Play(server);
        await server.Hire("far-away", "manager", "customer-service", "demo-district");

        Assert.Equal("404 appraisal.week-unknown", (await (await server.As("auditor")).Get("/api/v1/appraisal?week=2026-W11")).Refusal);
        Assert.Equal("404 appraisal.week-unknown", (await (await server.As("auditor")).Get("/api/v1/appraisal?week=soon")).Refusal);
        Assert.Equal("403 access.not-allowed", (await (await server.As("coordinator")).Get("/api/v1/appraisal")).Refusal);
        Assert.Empty((await (await server.As("far-away")).Get(Week)).Expect(200).GetProperty("teams").EnumerateArray());
        Assert.NotEmpty((await (await server.As("manager")).Get("/api/v1/appraisal")).Expect(200).GetProperty("teams").EnumerateArray());
    }

    [Fact]
    public void Every_fact_on_which_limits_rest_is_entered_in_the_log()
    {
        var kinds = typeof(CaseEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false).Cast<JsonDerivedTypeAttribute>()
            .Where(a => ClockFacts.Has((CaseEvent)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(a.DerivedType))).Select(a => (string)a.TypeDiscriminator!).ToList();

        Assert.True(kinds.Count > 20);
        Assert.Empty(kinds.Except(OnFacts.Kinds, StringComparer.Ordinal));
    }

    // Two homes: one is surveyed late, and its customer told before the promise is missed; of the other the survey is rated 2, answered, planned and, perhaps, satisfied.
    private static async Task<(CaseUnderTest Late, CaseUnderTest Unhappy)> Play(TongdianServer server, bool satisfied = true)
    {
        var (late, unhappy) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        server.Later(TimeSpan.FromHours(2));
        await unhappy.Complete("survey");
        server.Later(TimeSpan.FromHours(18));
        await late.Complete("survey");
        (await late.Do(await server.As("coordinator"), "late-notice", new { reason = "材料未到", expected = server.Time.GetUtcNow().AddDays(2) })).Expect(200);
        server.Later(TimeSpan.FromHours(1));
        await Telling.Everything(server);
        (await late.Customer.Post($"{late.Path}/evaluations/survey", new { attitude = 4, skill = 4, speed = 4, compliance = 4 })).Expect(200);
        (await unhappy.Customer.Post($"{unhappy.Path}/evaluations/survey", new { attitude = 2, skill = 2, speed = 4, compliance = 4 })).Expect(200);
        var recovery = await server.Stored(db => db.Set<EnquiryRow>().AsNoTracking().SingleAsync(e => e.CaseNumber == unhappy.Number));
        var (path, agent) = ($"/api/v1/enquiries/{recovery.Number}", await server.As("customer-service-agent"));
        (await agent.Post($"{path}/answer", new { text = "非常抱歉。" }, 1)).Expect(200);
        var until = DateOnly.FromDateTime(server.Clock.GetUtcNow().AddHours(8).DateTime).AddDays(1);
        (await agent.Post($"{path}/plan", new { cause = "排班太紧", measure = "加一人", responsible = (await server.Colleague("surveyor")).Id, until }, 2)).Expect(200);
        if (satisfied)
            (await agent.Post($"{path}/verdict", new { answered = true, text = "可以了" }, 3)).Expect(200);
        // Nobody goes on with either: what was promised passes.
        server.Later(TimeSpan.FromHours(40));
        await Recording.Everything(server);
        return (late, unhappy);
    }

    private static async Task Alter(TongdianServer server, CaseUnderTest one, string kind, string stage, Action<JsonNode> change)
    {
        var id = (await one.Look()).Id.Value;
        await server.Stored(async db =>
        {
            var row = (await db.Set<CaseEventRow>().AsNoTracking().Where(e => e.CaseId == id && e.Kind == kind).ToListAsync())
                .Single(e => JsonNode.Parse(e.Payload)!["event"]!["stage"]!.GetValue<string>() == stage);
            var fact = JsonNode.Parse(row.Payload)!;
            change(fact);
            return await db.Set<CaseEventRow>().Where(e => e.CaseId == id && e.Version == row.Version && e.Ordinal == row.Ordinal)
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.Payload, CanonicalJson.Bytes(JsonElement.Parse(fact.ToJsonString()))));
        });
    }

    private static Task<int> Put(TongdianServer server, List<CaseEventRow> rows) => server.Stored(async db =>
    {
        var id = rows[0].CaseId;
        await db.Set<CaseEventRow>().Where(e => e.CaseId == id).ExecuteDeleteAsync();
        db.AddRange(rows);
        return await db.SaveChangesAsync();
    });

    private static async Task<List<string>> Alerts(TongdianServer server, string who, string query) =>
        [.. (await (await server.As(who)).Get($"/api/v1/alerts{query}")).Expect(200).EnumerateArray().Where(a => a.GetProperty("threshold").GetString() == "altered")
            .Select(a => $"{a.GetProperty("number").GetString()} {a.GetProperty("limit").GetString()}")];

    private static IEnumerable<(string Department, string Region, JsonElement Of)> All(JsonElement seen) => seen.GetProperty("teams").EnumerateArray()
        .SelectMany(t => t.GetProperty("measures").EnumerateArray().Select(m => (t.GetProperty("department").GetString()!, t.GetProperty("region").GetString()!, m)));

    private static string Code(JsonElement measure) => measure.GetProperty("measure").GetString()!;

    private static JsonElement Measures(JsonElement seen, string department, string region, string measure) =>
        All(seen).Single(m => m.Department == department && m.Region == region && Code(m.Of) == measure).Of;

    private static (int Good, int Of) Share(JsonElement seen, string department, string region, string measure, string source) => Count(Measures(seen, department, region, measure), source);

    private static (int Good, int Of) Count(JsonElement measure, string source) => (measure.GetProperty(source).GetProperty("count").GetInt32(), measure.GetProperty(source).GetProperty("of").GetInt32());

    private static IEnumerable<(string Case, string Measure, string Found)> Differences(JsonElement seen) => seen.GetProperty("differences").EnumerateArray()
        .Select(d => (d.GetProperty("case").GetString()!, d.GetProperty("measure").GetString()!, string.Join(' ', d.GetProperty("found").EnumerateArray().Select(f => f.GetString()))));
}
