using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Field;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Browser.Tests.Field;

/// <summary>
/// Surveys on a telephone while the line is cut, the browser is killed and the server is killed at random moments, also in the midst of a piece or an
/// answer. In the end everything is there once, with the hashes that the pictures had when they were taken.
/// </summary>
public sealed class KilledOnSiteTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public Task Nothing_is_lost_or_doubled_by_twenty_five_cuts_and_kills(Database database) => Survive(database, 25, 2);

    /// <summary><c>./test --explicit only --filter-class '*KilledOnSiteTests'</c></summary>
    [Theory(Explicit = true), ClassData(typeof(Databases))]
    public Task Nothing_is_lost_or_doubled_by_two_hundred_and_fifty_cuts_and_kills(Database database) => Survive(database, 250, 16);

    private async Task Survive(Database database, int harms, int cases)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var desk = await TongdianServer.Start(on, time: TimeProvider.System);
        var surveys = new List<(CaseUnderTest Case, string Customer)>();
        for (var nth = 0; nth < cases; nth++)
            surveys.Add(await Assigned(desk, $"勘客{(char)('甲' + nth)}"));
        await using var wire = new Wire();
        var server = await ServerProcess.Start(on, Settings);
        wire.Join(server.Address);
        await using var phone = await FieldPhone.SignedIn(wire.Address, "surveyor");
        var works = new List<SurveyOnSite>();
        foreach (var (nth, (one, customer)) in surveys.Index())
            works.Add(await SurveyOnSite.Of(phone, one, customer, nth, side: 900));

        var harm = new Harm(wire, phone, () => ServerProcess.Start(on, Settings), server, harms, seed: (int)database);
        try
        {
            var harming = harm.Run();
            foreach (var work in works)
                await harm.Through(async () =>
                {
                    if (await work.Open())
                    {
                        await work.FillIn();
                        await work.Complete();
                    }
                });
            await harm.Outlive(harming);
            await harm.Through(() => Assertions.Expect(phone.Page.Locator("button.bar-reach")).ToContainTextAsync(PhoneWords.AllArrived, new() { Timeout = 120_000 }));
        }
        finally
        {
            harm.End();
        }

        foreach (var (work, (one, _)) in works.Zip(surveys))
        {
            var state = await one.Look();
            Assert.Equal(StageStatus.Completed, state.Stage("survey").Status);
            var entry = state.Stage("survey").Entry!;
            Assert.Equal(work.Taken.Order(), entry.Files.Select(f => (f.Kind, f.Sha256)).Order());
            Assert.Equal(2, entry.Signatures.Length);
            foreach (var file in entry.Files)
            {
                var kept = await (await desk.As("manager")).Get($"{one.Path}/files/{file.File}?original=true");
                Assert.Equal(file.Sha256, FieldDeviceUnderTest.Hash(kept.Bytes));
            }

            Assert.Equal(1, await desk.Stored(db => db.Set<FieldOperation>().CountAsync(o => o.CaseId == state.Id.Value && o.Kind == "complete")));
            Assert.Equal(1, await desk.Stored(db => db.Set<CaseEventRow>().CountAsync(e => e.CaseId == state.Id.Value && e.Kind == "stage-completed" && e.Version == state.Version)));
        }

        Assert.Empty(phone.Complaints);
        Assert.True(harm.Done >= harms, $"only {harm.Done} of {harms}");
    }

    private static Dictionary<string, string?> Settings => new(StringComparer.Ordinal) { ["Cluster:TakesPart"] = "false" };

    private static async Task<(CaseUnderTest Case, string Customer)> Assigned(TongdianServer desk, string customer)
    {
        var application = Samples.Home();
        application["customer"]!["name"] = customer;
        application["customer"]!["phone"] = $"139{Random.Shared.Next(10_000_000, 99_999_999)}";
        application["site"]!["address"] = $"示范县{customer}路 8 号";
        var one = await CaseUnderTest.Submit(desk, application);
        (await one.Do(await desk.As("surveyor"), "stages/survey/claim")).Expect(200);
        return (one, customer);
    }
}
