using System.Globalization;
using System.Xml.Linq;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Insight;

/// <summary>The event log as other tools read it.</summary>
public sealed class EventLogTests(PostgresServer postgres)
{
    private static readonly XNamespace Xes = "http://www.xes-standard.org/";

    // The extensions of IEEE 1849-2016 that the log uses, by prefix.
    private static readonly string[] Uris =
        ["concept http://www.xes-standard.org/concept.xesext", "time http://www.xes-standard.org/time.xesext", "lifecycle http://www.xes-standard.org/lifecycle.xesext", "org http://www.xes-standard.org/org.xesext"];

    // The transitions of the standard's own model.
    private static readonly string[] Transitions =
        ["schedule", "assign", "reassign", "withdraw", "start", "suspend", "resume", "complete", "autoskip", "manualskip", "pi_abort", "ate_abort", "unknown"];

    [Theory, ClassData(typeof(Databases))]
    public async Task The_log_tells_every_step_of_every_case_and_says_nothing_about_people(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var application = Samples.Shop();
        var one = await CaseUnderTest.Submit(server, application);
        await one.GoOn("scheme");
        (await one.Do(await server.As("scheme-engineer"), "stages/scheme/send-back", new { to = "survey", reason = "照片看不清" })).Expect(200);
        server.Later(TimeSpan.FromHours(2));
        (await one.Do(await server.As("surveyor"), "stages/survey/pause", new { reason = "customer-absent" })).Expect(200);
        (await one.Do(await server.As("surveyor"), "stages/survey/resume", new { })).Expect(200);
        await one.GoOn();
        var other = await CaseUnderTest.Submit(server, Samples.Home());
        await CaseUnderTest.Submit(server, Samples.Factory());
        var auditor = await server.As("auditor");

        var answer = await auditor.Get("/api/v1/event-log.xes?from=2026-03-02&to=2026-03-09");
        answer.Expect(200);
        var log = XDocument.Parse(answer.Text).Root!;

        Assert.Equal("application/xml", answer.Headers["Content-Type"]);
        Assert.Equal((Xes + "log", "1849.2016"), (log.Name, (string?)log.Attribute("xes.version")));
        Assert.Equal(Uris, log.Elements(Xes + "extension").Select(e => $"{(string?)e.Attribute("prefix")} {(string?)e.Attribute("uri")}"));
        Assert.Equal(["trace", "event"], log.Elements(Xes + "global").Select(g => (string?)g.Attribute("scope")));
        Assert.Equal(3, log.Elements(Xes + "trace").Count());
        var trace = log.Elements(Xes + "trace").Single(t => Value(t, "concept:name") == one.Number);
        Assert.Equal(("low-voltage-non-residential", "demo-county-west"), (Value(trace, "process"), Value(trace, "region")));
        Assert.Contains(log.Elements(Xes + "trace"), t => Value(t, "concept:name") == other.Number);

        var events = trace.Elements(Xes + "event").ToList();
        Assert.Equal(await Steps(server, one), events.Select(e => $"{Value(e, "concept:name")} {Value(e, "lifecycle:transition")} {Instant(e):O}"));
        Assert.All(log.Descendants(Xes + "event"), e => Assert.Contains(Value(e, "lifecycle:transition"), Transitions));
        Assert.All(log.Descendants(Xes + "event"), e => Assert.NotEqual("", Value(e, "org:resource")));
        var surveyor = (await server.Colleague("surveyor")).Id;
        Assert.Contains(events, e => (Value(e, "concept:name"), Value(e, "lifecycle:transition"), Value(e, "org:resource"), Value(e, "org:role"), Value(e, "org:group")) == ("survey", "complete", surveyor, "surveyor", "marketing"));
        Assert.Contains(events, e => (Value(e, "concept:name"), Value(e, "lifecycle:transition"), Value(e, "sentBackTo")) == ("scheme", "ate_abort", "survey"));
        Assert.Contains(events, e => Value(e, "lifecycle:transition") == "suspend");

        foreach (var secret in new[] { "张示例", "张强", application["customer"]!["phone"]!.GetValue<string>(), "示范路", "照片看不清" })
            Assert.DoesNotContain(secret, answer.Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Only_cases_of_the_time_and_of_the_regions_of_whoever_asks_are_in_it(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        await server.Hire("far-away", "manager", "marketing", "demo-district");
        await CaseUnderTest.Submit(server, Samples.Home());
        var (manager, far) = (await server.As("manager"), await server.As("far-away"));

        Assert.Single(await Traces(manager, "from=2026-03-02&to=2026-03-03"));
        Assert.Single(await Traces(manager, "from=2026-03-02T10:00:00%2B08:00&to=2026-03-02T10:00:01%2B08:00"));
        Assert.Empty(await Traces(manager, "from=2026-03-03&to=2026-03-04"));
        Assert.Empty(await Traces(far, "from=2026-03-02&to=2026-03-03"));
        Assert.Equal(["from: field.instant", "to: field.instant"], (await manager.Get("/api/v1/event-log.xes?from=yesterday")).Fields);
        Assert.Equal(["to: field.instant"], (await manager.Get("/api/v1/event-log.xes?from=2026-03-03&to=2026-03-02")).Fields);
        Assert.Equal("403 access.not-allowed", (await (await server.As("coordinator")).Get("/api/v1/event-log.xes?from=2026-03-02&to=2026-03-03")).Refusal);
    }

    private static async Task<List<XElement>> Traces(ApiClient who, string query)
    {
        var answer = await who.Get($"/api/v1/event-log.xes?{query}");
        answer.Expect(200);
        return [.. XDocument.Parse(answer.Text).Root!.Elements(Xes + "trace")];
    }

    /// <summary>What the log should say, written down once more from the stored facts.</summary>
    private static async Task<List<string>> Steps(TongdianServer server, CaseUnderTest one)
    {
        var id = (await one.Look()).Id.Value;
        var rows = await server.Stored(db => db.Set<CaseEventRow>().AsNoTracking().Where(e => e.CaseId == id).OrderBy(e => e.Version).ThenBy(e => e.Ordinal).ToListAsync());
        var (steps, has) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            var step = CaseStore.Fact(row.Payload).Event switch
            {
                StageEntered e => $"{e.Stage} schedule",
                StageAssigned e => has.Add(e.Stage) ? $"{e.Stage} assign" : $"{e.Stage} reassign",
                StageStarted e => $"{e.Stage} start",
                StagePaused e => $"{e.Stage} suspend",
                StageResumed e => $"{e.Stage} resume",
                StageCompleted e => $"{e.Stage} complete",
                StageSkipped e => $"{e.Stage} autoskip",
                StageSentBack e => $"{e.From} ate_abort",
                CaseSubmitted or CaseAccepted or CaseEnergised or CaseArchived => $"{row.Kind} complete",
                _ => null,
            };
            if (step is not null)
                steps.Add($"{step} {row.At.ToUniversalTime():O}");
        }

        return steps;
    }

    private static DateTimeOffset Instant(XElement e) => DateTimeOffset.Parse(Value(e, "time:timestamp")!, CultureInfo.InvariantCulture).ToUniversalTime();

    private static string? Value(XElement of, string key) => (string?)of.Elements().FirstOrDefault(a => (string?)a.Attribute("key") == key)?.Attribute("value");
}
