using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Field;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Browser.Tests.Field;

/// <summary>
/// Surveys on a telephone while the line is cut, the browser is killed and the server is killed at random moments, also in the midst of a piece or an
/// answer. In the end everything is there once, with the hashes that the pictures had when they were taken.
/// </summary>
public sealed class KilledOnSiteTests(PostgresServer postgres)
{
    // What a picture has to be longer than to be cut in the middle: the longest piece, a few times.
    private const int Big = 4 * ReceiveUpload.LongestPiece;

    [Theory, ClassData(typeof(Databases))]
    public Task Nothing_is_lost_or_doubled_by_five_cuts_and_kills(Database database) => Seed.Of(seed => Survive(database, 5, 2, seed));

    /// <summary><c>./test --explicit only --filter-class '*KilledOnSiteTests'</c></summary>
    [Theory(Explicit = true), ClassData(typeof(Databases))]
    public Task Nothing_is_lost_or_doubled_by_two_hundred_and_fifty_cuts_and_kills(Database database) => Seed.Of(seed => Survive(database, 250, 16, seed));

    private async Task Survive(Database database, int harms, int cases, int seed)
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
            works.Add(await SurveyOnSite.Of(phone, one, customer, nth, big: true));

        var harm = new Harm(wire, phone, () => ServerProcess.Start(on, Settings), server, harms, seed);
        using var enough = new CancellationTokenSource();
        var harming = harm.Run(enough.Token);
        try
        {
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
            await enough.CancelAsync();
            await harming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            harm.End();
        }

        foreach (var (work, (one, _)) in works.Zip(surveys))
            await IsThereOnce(desk, one, work);
        Assert.Empty(phone.Complaints);
        Assert.Equal(harms, harm.Done);
    }

    private static async Task IsThereOnce(TongdianServer desk, CaseUnderTest one, SurveyOnSite work)
    {
        var state = await one.Look();
        Assert.Equal(StageStatus.Completed, state.Stage("survey").Status);
        var entry = state.Stage("survey").Entry!;
        Assert.Equal(work.Taken.Order(), entry.Files.Select(f => (f.Kind, f.Sha256)).Order());
        Assert.Equal(2, entry.Signatures.Length);
        var manager = await desk.As("manager");
        foreach (var file in entry.Files)
            Assert.Equal(file.Sha256, FieldDeviceUnderTest.Hash((await manager.Get($"{one.Path}/files/{file.File}?original=true")).Bytes));

        // Photographs and signatures: what was sent, and what was kept of it.
        var id = state.Id.Value;
        Guid[] entered = [.. entry.Files.Select(f => f.File).Concat(entry.Signatures.Select(s => s.File)).Order()];
        var sent = await desk.Stored(db => db.Set<FieldUpload>().Where(u => u.CaseId == id).ToListAsync());
        Assert.Contains(sent, u => u.Bytes > Big);
        Assert.All(sent, u => Assert.NotNull(u.SafeAt));
        Assert.Equal(entered, sent.Select(u => u.Id).Order());
        var kept = await desk.Stored(db => db.Set<StoredFile>().Where(f => f.CaseId == id || f.DraftId == id).Select(f => f.Id).ToListAsync());
        Assert.Equal(entered, kept.Except(state.Documents.Select(d => d.File)).Order());
        Assert.Empty(await desk.Stored(db => db.Set<FieldPiece>().ToListAsync()));

        // Drafts and completions: every operation took effect once.
        Assert.Equal(1, await Operations("complete"));
        Assert.Equal(1, await Facts("stage-completed"));
        Assert.Equal(await Operations("draft"), await Facts("stage-drafted"));

        Task<int> Operations(string kind) => desk.Stored(db => db.Set<FieldOperation>().CountAsync(o => o.CaseId == id && o.Stage == "survey" && o.Kind == kind));

        async Task<int> Facts(string kind) => (await desk.Stored(db => db.Set<CaseEventRow>().Where(e => e.CaseId == id && e.Kind == kind).ToListAsync()))
            .Count(e => CaseStore.Fact(e.Payload).Event is StageCompleted { Stage: "survey" } or StageDrafted { Stage: "survey" });
    }

    private static Dictionary<string, string?> Settings => new(StringComparer.Ordinal) { ["Cluster:TakesPart"] = "false" };

    private static async Task<(CaseUnderTest Case, string Customer)> Assigned(TongdianServer desk, string customer)
    {
        var application = Samples.Home();
        application["customer"]!["name"] = customer;
        application["site"]!["address"] = $"示范县{customer}路 8 号";
        var one = await CaseUnderTest.Submit(desk, application);
        (await one.Do(await desk.As("surveyor"), "stages/survey/claim")).Expect(200);
        return (one, customer);
    }
}
