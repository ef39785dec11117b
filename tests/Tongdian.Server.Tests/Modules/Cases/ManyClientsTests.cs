using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases;

/// <summary>Many at once on the same few cases: what was acknowledged is there once, what was refused is not.</summary>
public sealed class ManyClientsTests(PostgresServer postgres)
{
    private const int Clients = 200;
    private const int Cases = 10;
    private const int Rounds = 3;

    [Theory, ClassData(typeof(Databases))]
    public async Task Two_hundred_clients_on_ten_cases_lose_nothing_and_double_nothing(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var cases = new CaseUnderTest[Cases];
        for (var i = 0; i < Cases; i++)
            cases[i] = await CaseUnderTest.Submit(server, i % 2 == 0 ? Samples.Home() : Samples.Shop(), withDocuments: i % 4 != 3);
        var staff = new List<ApiClient>();
        foreach (var role in new[] { "counter-clerk", "surveyor", "coordinator", "manager" })
            staff.Add(await server.As(role));
        var acknowledged = new ConcurrentBag<(string Number, string Key, int Version, string Text)>();
        var refused = new ConcurrentBag<(string Key, int Status)>();

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(Work));

        Assert.Equal(Clients * Rounds, acknowledged.Count + refused.Count);
        Assert.True(acknowledged.Count >= Cases, $"Only {acknowledged.Count} changes were acknowledged");
        Assert.All(refused, r => Assert.Contains(r.Status, new[] { 401, 403, 409, 412, 422 }));
        // Every acknowledged change has a version of its own, and is all there is beyond the submission.
        Assert.Equal(acknowledged.Count, acknowledged.Select(a => (a.Number, a.Version)).Distinct().Count());
        foreach (var one in cases)
        {
            var mine = acknowledged.Where(a => a.Number == one.Number).Select(a => a.Version).Order().ToList();
            Assert.Equal(Enumerable.Range(2, mine.Count), mine);
            Assert.Equal(mine.Count + 1, await one.Version());
            await Projections.AreFresh(server, one.Number);
        }

        await Projections.CountersAreRight(server);
        var kept = await server.Stored(db => db.Set<IdempotencyRow>().AsNoTracking().ToDictionaryAsync(r => r.Key, r => r.Answer));
        Assert.Equal(acknowledged.Select(a => (a.Key, a.Text)).Order(), kept.Select(k => (k.Key, k.Value)).Order());
        Assert.DoesNotContain(refused, r => kept.ContainsKey(r.Key));
        var versions = await server.Stored(db => db.Set<CaseEventRow>().Select(e => new { e.CaseId, e.Version }).Distinct().CountAsync());
        Assert.Equal(acknowledged.Count + Cases, versions);

        async Task Work(int client)
        {
            var dice = new Random(client);
            for (var round = 0; round < Rounds; round++)
            {
                var one = cases[dice.Next(Cases)];
                var who = dice.Next(staff.Count + 1) is var n && n < staff.Count ? staff[n] : one.Customer;
                var seen = (await who.Get(one.Path)).Version;
                var key = $"client-{client}-{round}";
                var open = dice.Next(2) == 0 ? "survey" : "acceptance";
                var (action, body) = dice.Next(8) switch
                {
                    0 => ($"stages/{open}/claim", null),
                    1 => ($"stages/{open}/release", null),
                    2 => ($"stages/{open}/start", null),
                    3 => ($"stages/{open}/draft", (object)new { fields = new { remarks = $"{client}" } }),
                    4 => ($"stages/{open}/pause", new { reason = dice.Next(2) == 0 ? "weather" : "customer-absent" }),
                    5 => ($"stages/{open}/resume", new { }),
                    6 => ("amend", new { phone = $"1390000{1000 + client}" }),
                    _ => ($"stages/{open}/draft", new { }),
                };
                var answer = await who.Post($"{one.Path}/{action}", body, seen, key);
                if (answer.Status == 200)
                    acknowledged.Add((one.Number, key, answer.Version, answer.Text));
                else
                    refused.Add((key, answer.Status));
            }
        }
    }
}
