using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Calls;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Notices;

/// <summary>The customer is told what happens, once and in order, and reminded of what will.</summary>
public sealed class OnCaseChangedTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Every_finished_stage_is_told_and_doing_it_again_tells_nothing_more(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        await one.Complete("acceptance");
        await one.Complete("survey");
        await one.Complete("scheme");
        Assert.Equal(["submitted", "stage-finished", "stage-finished", "scheme-waiting"], await Told(one, server));

        await one.Complete("confirmation");
        Assert.Equal(5, (await Told(one, server)).Count);
        Assert.Equal(0, await server.Stored(db => db.Set<OutboxRow>().CountAsync()));

        // The same facts come once more, as after a split of the cluster.
        var state = await one.Look();
        var batch = new Tongdian.Server.Platform.Storage.WriteBatch();
        var again = new OutboxWork(state.Id.Value, [1, 2, 3, 4, 5], server.Clock.GetUtcNow());
        (await server.Services.GetRequiredService<OnCaseChanged>().React(again, default))(batch);
        await server.Services.GetRequiredService<Tongdian.Server.Platform.Storage.Database>().Commit(batch, default);
        Assert.Equal(5, (await Told(one, server)).Count);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_words_are_in_the_customers_language_with_who_is_responsible_and_a_link_that_opens_the_case(Database database)
    {
        var server = await servers.On(database);
        var application = Samples.Shop();
        application["language"] = "en";
        var one = await CaseUnderTest.Submit(server, application);
        await Told(one, server);

        var message = (await one.Customer.Get($"{one.Path}/messages")).Expect(200)[0].GetProperty("text").GetString()!;
        Assert.StartsWith($"We have your application {one.Number}, access code {one.Code}, process: Low voltage, non-residential. Power expected ", message, StringComparison.Ordinal);
        Assert.Contains("looks after it to the end", message, StringComparison.Ordinal);

        var link = new Uri(message.Split("Progress: ")[1].Split(' ')[0]).PathAndQuery;
        using var visitor = server.Visitor("en");
        Assert.Equal($"/case/{one.Number}", (await visitor.Open(link)).Address);
        var forged = await visitor.Open(link[..^2] + (link[^2..] == "AA" ? "BB" : "AA"));
        Assert.Equal(404, forged.Status);
        server.Later(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(2));
        using var late = server.Visitor("en");
        Assert.Equal(410, (await late.Open(link)).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_scheme_is_reminded_of_at_half_and_nine_tenths_and_then_somebody_calls_until_it_is_answered(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        foreach (var stage in new[] { "acceptance", "survey", "scheme" })
            await one.Complete(stage);
        var told = (await Told(one, server)).Count;

        server.Later(TimeSpan.FromHours(5.9));
        Assert.Equal(told, (await Told(one, server)).Count);
        server.Later(TimeSpan.FromHours(0.1));
        Assert.Equal(["scheme-reminder"], (await Told(one, server)).Skip(told));
        server.Later(TimeSpan.FromHours(4.8));
        Assert.Equal(["scheme-reminder", "scheme-reminder"], (await Told(one, server)).Skip(told));
        Assert.Empty(await Calls(server, one));
        server.Later(TimeSpan.FromHours(1.2));
        await Told(one, server);
        Assert.Equal([(CallKind.SchemeUnanswered, (CallOutcome?)null)], await Calls(server, one));

        await one.Complete("confirmation");
        await Told(one, server);
        Assert.Equal([(CallKind.SchemeUnanswered, CallOutcome.NotNeeded)], await Calls(server, one));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_visit_is_told_when_agreed_the_day_before_on_the_way_and_there(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        await one.Complete("acceptance");
        var told = (await Told(one, server)).Count;
        server.Later(TimeSpan.FromSeconds(1));
        var day = DateOnly.FromDateTime(server.Clock.GetUtcNow().AddHours(8).DateTime).AddDays(3);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(1);
        (await one.Do(one.Customer, "stages/survey/ask-time", new { day, part = "morning" })).Expect(200);
        (await one.Do(await server.As("surveyor"), "stages/survey/appointment", new { day, part = "morning" })).Expect(200);
        Assert.Equal(["visit-agreed"], (await Told(one, server)).Skip(told));

        server.Later(new DateTimeOffset(day.AddDays(-1), new TimeOnly(8, 29), TimeSpan.FromHours(8)) - server.Clock.GetUtcNow());
        Assert.Equal(["visit-agreed"], (await Told(one, server)).Skip(told).Except(["expected-changed"]));
        server.Later(TimeSpan.FromMinutes(1));
        Assert.Equal(["visit-agreed", "visit-tomorrow"], (await Told(one, server)).Skip(told).Except(["expected-changed"]));

        server.Later(TimeSpan.FromDays(1));
        (await one.Do(await server.As("surveyor"), "stages/survey/set-out")).Expect(200);
        await Told(one, server);
        server.Later(TimeSpan.FromMinutes(20));
        (await one.Do(await server.As("surveyor"), "stages/survey/check-in")).Expect(200);
        Assert.Equal(["on-the-way", "arrived"], (await Told(one, server)).Except(["expected-changed", "power-tomorrow"]).TakeLast(2));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_reaction_that_fails_is_tried_again_and_nothing_of_it_is_lost(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var id = (await one.Look()).Id.Value;
        var fact = await server.Stored(db => db.Set<CaseEventRow>().Where(e => e.CaseId == id).OrderBy(e => e.Ordinal).Select(e => e.Payload).FirstAsync());
        // What it reads is not there for a while.
        await Write(server, id, [1, 2, 3]);
        await Telling.Everything(server);
        var waiting = await server.Stored(db => db.Set<OutboxRow>().AsNoTracking().Where(o => o.CaseId == id).ToListAsync());
        Assert.NotEmpty(waiting);
        Assert.All(waiting, w => Assert.Equal((1, server.Clock.GetUtcNow().AddSeconds(2)), (w.Attempts, w.NextAt)));

        await Write(server, id, fact);
        Assert.Empty(await Told(one, server));
        server.Later(TimeSpan.FromSeconds(2));
        Assert.Equal("submitted", (await Told(one, server))[0]);
    }

    private static Task<int> Write(TongdianServer server, Guid id, byte[] payload) =>
        server.Stored(db => db.Set<CaseEventRow>().Where(e => e.CaseId == id && e.Version == 1 && e.Ordinal == 0).ExecuteUpdateAsync(e => e.SetProperty(x => x.Payload, payload)));

    // What customers are asked about stages is looked at elsewhere.
    private static async Task<IReadOnlyList<string>> Told(CaseUnderTest one, TongdianServer server) => [.. (await one.Told(server)).Where(k => k != "evaluate")];

    private static async Task<IReadOnlyList<(CallKind, CallOutcome?)>> Calls(TongdianServer server, CaseUnderTest one)
    {
        var id = (await one.Look()).Id.Value;
        return [.. (await server.Stored(db => db.Set<Call>().AsNoTracking().Where(c => c.CaseId == id && c.Kind == CallKind.SchemeUnanswered).ToListAsync())).Select(c => (c.Kind, c.Outcome))];
    }
}
