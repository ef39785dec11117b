using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Work;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases.Work;

/// <summary>What the desk's worklist shows and does for several cases at once.</summary>
public sealed class DeskWorkTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_row_shows_the_masked_customer_names_and_what_is_left_also_while_the_clock_stands(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var surveyor = await server.Colleague("surveyor");
        // The names of regions are in the reader's language; no request sets it here.
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

        var row = await Row(server, surveyor, one);
        Assert.Equal(("张**", "示范县城东供电所", null, true), (row.Customer, row.Region, row.Who, row.MayClaim));
        Assert.Equal(row.DueAt - server.Clock.GetUtcNow(), row.Left);

        server.Later(TimeSpan.FromHours(1));
        (await one.Do(await server.As("surveyor"), "stages/survey/pause", new { reason = "weather" })).Expect(200);
        var left = row.Left - TimeSpan.FromHours(1);
        server.Later(TimeSpan.FromHours(5));
        row = await Row(server, surveyor, one);
        Assert.Equal((WorkState.Paused, null, left, true), (row.State, row.DueAt, row.Left, row.Waits));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Counting_stops_where_it_would_cost(Database database)
    {
        var server = await servers.On(database);
        var manager = await server.Colleague("manager");
        var before = await server.Services.GetRequiredService<ShowWork>().Count(manager, default);
        await CaseUnderTest.Submit(server, Samples.Home());

        var counts = await server.Services.GetRequiredService<ShowWork>().Count(manager, default);

        Assert.True(counts.Team > before.Team || counts.Team == ShowWork.MostCounted);
        Assert.Equal(0, counts.Mine);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_coordinator_gives_several_to_one_who_fits_all_and_hears_what_happened_to_each(Database database)
    {
        var server = await servers.On(database);
        var (one, two, gone) = (
            await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Shop()), await CaseUnderTest.Submit(server, Samples.Home()));
        var (bulk, coordinator) = (server.Services.GetRequiredService<BulkWork>(), Caller.Of(await server.Colleague("coordinator")));
        await two.GoOn("survey");
        BulkWork.Selected[] selected = [new(one.Number, "survey"), new(two.Number, "survey"), new(gone.Number, "survey")];
        var other = await server.Hire($"surveyor-{Guid.NewGuid():N}", "surveyor", "marketing", "demo-county-east");
        var fitting = (await bulk.Fitting(selected, coordinator, default)).Value;
        var surveyor = await server.Colleague("surveyor");
        Assert.Contains(surveyor, fitting);
        Assert.DoesNotContain(fitting, f => f.Login == other);
        Assert.All(fitting, f => Assert.Contains("surveyor", f.Roles));
        (await gone.Do(gone.Customer, "withdraw", new { })).Expect(200);

        var first = (await bulk.Assign(selected, surveyor.Id, "请假", coordinator, "press-1", default)).Value;
        var versions = (await one.Version(), await two.Version());
        var again = (await bulk.Assign(selected, surveyor.Id, "请假", coordinator, "press-1", default)).Value;

        Assert.Equal([null, null, "case.not-in-this-state"], first.Select(o => o.Refused?.Code));
        Assert.Equal([true, true, false], again.Select(o => o.Already));
        Assert.Equal(versions, (await one.Version(), await two.Version()));
        Assert.Equal((surveyor.Id, surveyor.Id), ((await one.Look()).Stage("survey").Assignee, (await two.Look()).Stage("survey").Assignee));
        Assert.Equal("case.not-allowed", (await bulk.Assign(selected, surveyor.Id, null, Caller.Of(surveyor), "press-2", default)).Error?.Code);
        Assert.Equal("selection.none-or-too-many", (await bulk.Assign([], surveyor.Id, null, coordinator, "press-3", default)).Error?.Code);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Claiming_several_takes_what_is_free_and_says_what_somebody_else_has(Database database)
    {
        var server = await servers.On(database);
        var (free, taken) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        var other = await server.Hire($"surveyor-{Guid.NewGuid():N}", "surveyor", "marketing", "demo-province");
        (await taken.Do(await server.As(other), "stages/survey/claim")).Expect(200);
        var me = await server.Colleague("surveyor");

        var outcomes = (await server.Services.GetRequiredService<BulkWork>().Claim(
            [new(free.Number, "survey"), new(taken.Number, "survey"), new("TD0000000000000", "survey")], Caller.Of(me), "press", default)).Value;

        Assert.Equal([null, "stage.assigned-to-other", "case.not-found"], outcomes.Select(o => o.Refused?.Code));
        Assert.Equal(me.Id, (await free.Look()).Stage("survey").Assignee);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Filters_are_kept_for_their_owner_one_of_them_as_default(Database database)
    {
        var server = await servers.On(database);
        var (filters, me, other) = (server.Services.GetRequiredService<KeepFilters>(), await server.Colleague("surveyor"), await server.Colleague("inspector"));
        var late = new ListWork.Filter("team", Region: "demo-county", State: WorkState.Late);

        await filters.Keep(me, "超期", late, asDefault: true, default);
        await filters.Keep(me, "我的", new ListWork.Filter("mine"), asDefault: true, default);
        await filters.Keep(me, "我的", new ListWork.Filter("mine", Process: "emergency"), asDefault: false, default);

        var kept = await filters.List(me, default);
        Assert.Equal([("我的", false), ("超期", false)], kept.Select(k => (k.Name, k.IsDefault)).OrderBy(k => k.Name, StringComparer.Ordinal));
        Assert.Equal(late, kept.Single(k => k.Name == "超期").Filter);
        Assert.Empty(await filters.List(other, default));
        await filters.Forget(other, kept[0].Id, default);
        Assert.Equal(2, (await filters.List(me, default)).Count);
        await filters.Forget(me, kept[0].Id, default);
        Assert.Single(await filters.List(me, default));
        Assert.Equal("name: field.required", Fault(await filters.Keep(me, " ", late, asDefault: false, default)));
        Assert.Equal("name: field.too-long", Fault(await filters.Keep(me, new string('长', 41), late, asDefault: false, default)));

        static string? Fault<T>(Domain.Result<T> result) => result.Error?.Fields.Select(f => $"{f.Field}: {f.Code}").Single();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_search_shows_masked_customers_and_a_number_only_what_may_be_seen(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var (found, clerk) = (server.Services.GetRequiredService<ShowFound>(), Caller.Of(await server.Colleague("counter-clerk")));
        var phone = (await server.Services.GetRequiredService<CaseParties>().Read((await one.Look()).Customer, default))!.Phone;

        var row = Assert.Single((await found.By(new SearchCases.Query(phone, null, null, null), clerk, default)).Value);
        Assert.Equal((one.Number, "张**", $"{phone[..3]}****{phone[7..]}"), (row.Number, row.Customer, row.Phone));
        Assert.EndsWith("***", row.Address, StringComparison.Ordinal);
        Assert.Equal(row, (await found.ByNumber($" {one.Number.ToLowerInvariant()} ", clerk, default)).Value);
        var far = Caller.Of(await server.Colleague(await server.Hire($"far-{Guid.NewGuid():N}", "counter-clerk", "marketing", "demo-district")));
        Assert.Equal("case.not-found", (await found.ByNumber(one.Number, far, default)).Error?.Code);
        Assert.Empty((await found.By(new SearchCases.Query(phone, null, null, null), far, default)).Value);
    }

    private static async Task<ShowWork.Row> Row(TongdianServer server, StaffMember me, CaseUnderTest one) =>
        (await server.Services.GetRequiredService<ShowWork>().Look(me, new ListWork.Filter("team", Number: one.Number), null, 50, default)).Value.Rows.Single(r => r.Stage == "survey");
}
