using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases;

/// <summary>Meters and seals lead to the case that they were installed for.</summary>
public sealed class TiedNumbersTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_meter_or_seal_is_found_as_it_is_read_aloud(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        foreach (var c in new[] { one, other })
            await c.GoOn(until: "construction");
        await one.Complete("construction", change: f =>
        {
            f["fields"]!["meterNumber"] = "3130001122334455";
            f["fields"]!["seals"]![0]!["number"] = "FY00ABC1";
        });
        await Telling.Everything(server);

        var clerk = await server.As("counter-clerk");
        foreach (var said in new[] { "3130 0011 2233 4455", "fy00abc1" })
        {
            var found = Assert.Single((await clerk.Get($"/api/v1/cases?meter={Uri.EscapeDataString(said)}")).Expect(200).EnumerateArray());
            Assert.Equal(one.Number, found.GetProperty("number").GetString());
        }

        Assert.Empty((await clerk.Get("/api/v1/cases?meter=31300011223344")).Expect(200).EnumerateArray());
        Assert.Equal("422 search.nothing-given", (await clerk.Get("/api/v1/cases?meter=%20-%20")).Refusal);
    }
}
