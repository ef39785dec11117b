using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Cluster;

/// <summary>Two servers on one database: what is done on one is seen on the other.</summary>
public sealed class OnAnotherNodeTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task Live_pages_follow_on_one_node_what_is_done_on_another(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var here = await TongdianServer.Start(on);
        await using var there = await TongdianServer.Start(on);
        // Signed in here, looking there: the cookie is sealed with the key of both.
        using var coordinator = await here.Browser("coordinator");
        using var wall = new StreamReader(await coordinator.GetStreamAsync(new Uri(there.Address, "/staff/wall/live"), Cancel));
        Assert.StartsWith("data:", await wall.ReadLineAsync(Cancel), StringComparison.Ordinal);

        var one = await CaseUnderTest.Submit(here, Samples.Home());
        using var customer = await CustomerBrowser.With(there, one);
        var before = (await customer.Open($"/case/{one.Number}")).Is(200);
        (await one.Do(await here.As("surveyor"), "stages/survey/start")).Expect(200);

        var after = (await customer.Open($"/case/{one.Number}")).Is(200);
        Assert.NotEqual(before.Text, after.Text);
        Assert.Equal(await one.Version(), (await there.AsCustomer(one.Number, one.Code).Get(one.Path)).Version);
        // There it is evening by now: the case is late, and the wall, which is open all the time, says so.
        there.Later(TimeSpan.FromHours(13));
        var line = "";
        while (line is not null && !line.Contains(one.Number, StringComparison.Ordinal))
            line = await wall.ReadLineAsync(Cancel);
        Assert.NotNull(line);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_request_with_a_key_that_comes_again_to_another_node_has_its_effect_once(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var here = await TongdianServer.Start(on);
        await using var there = await TongdianServer.Start(on);
        var application = Samples.Home();

        var answers = await Task.WhenAll(new[] { here, there, here, there }.Select(s => s.Anyone.Post("/api/v1/cases", application, key: "once")));

        Assert.Single(answers.Select(a => a.Expect(201).GetProperty("number").GetString()).Distinct(StringComparer.Ordinal));
    }
}
