using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;
using Storage = Tongdian.Server.Platform.Storage.Database;

namespace Tongdian.Server.Tests.Modules.Cases;

public sealed class CountCasesTests(PostgresServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task Nothing_is_lost_or_doubled_when_many_fold_while_others_write(Database database)
    {
        const int Writers = 4;
        const int Each = 50;
        await using var test = await TestDatabase.Create(database, server);
        await using var services = await Migrated(test);
        var (counts, store) = (new CountCases(services.GetRequiredService<IDbContextFactory<TongdianContext>>()), services.GetRequiredService<Storage>());

        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < Each; i++)
                    await store.Commit(Deltas(("cases:emergency:Submitted", -1), ("cases:emergency:Accepted", 2)), Cancel);
            },
            Cancel)));
        var folding = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(
            async () =>
            {
                var folds = 0;
                while (!writing.IsCompleted)
                    folds += await counts.Fold(Cancel) ? 1 : 0;
                return folds;
            },
            Cancel)));
        await writing;

        Assert.True((await folding).Sum() > 0);
        Assert.Equal(
            [new CaseCount("emergency", CaseStatus.Submitted, -Writers * Each), new CaseCount("emergency", CaseStatus.Accepted, 2 * Writers * Each)],
            (await counts.Read(Cancel)).OrderBy(c => c.Status));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_long_tail_is_folded_by_whoever_reads_it_and_a_short_one_is_not(Database database)
    {
        await using var test = await TestDatabase.Create(database, server);
        await using var services = await Migrated(test);
        var contexts = services.GetRequiredService<IDbContextFactory<TongdianContext>>();
        var (counts, store) = (new CountCases(contexts), services.GetRequiredService<Storage>());
        await store.Commit(Deltas([.. Enumerable.Repeat(("cases:emergency:Accepted", 1L), CountCases.FoldAbove)]), Cancel);
        await counts.Read(Cancel);
        Assert.Equal(CountCases.FoldAbove, await Rows(contexts));

        await store.Commit(Deltas(("cases:emergency:Accepted", -1), ("cases:emergency:Energised", 1), ("cases:emergency:Energised", -1)), Cancel);
        await counts.Read(Cancel);

        Assert.Equal(1, await Rows(contexts));
        Assert.Equal([new CaseCount("emergency", CaseStatus.Accepted, CountCases.FoldAbove - 1)], await counts.Read(Cancel));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Counters_are_what_counting_the_cases_gives(Database database)
    {
        await using var test = await TestDatabase.Create(database, server);
        await using var app = new WebApplicationFactory<Program>().WithWebHostBuilder(b =>
        {
            foreach (var (key, value) in test.Settings)
                b.UseSetting(key, value);
        });
        var contexts = app.Services.GetRequiredService<IDbContextFactory<TongdianContext>>();
        await using var context = await contexts.CreateDbContextAsync(Cancel);

        var counted = await context.Set<CaseRow>().GroupBy(c => new { c.Process, c.Status }).Select(g => new { g.Key, Cases = g.LongCount() }).ToListAsync(Cancel);

        Assert.NotEmpty(counted);
        Assert.Equal(
            counted.Select(c => new CaseCount(c.Key.Process, c.Key.Status, c.Cases)).OrderBy(c => (c.Process, c.Status)),
            (await app.Services.GetRequiredService<CountCases>().Read(Cancel)).OrderBy(c => (c.Process, c.Status)));
    }

    private static async Task<ServiceProvider> Migrated(TestDatabase test)
    {
        var services = new ServiceCollection();
        services.AddStorage(new ConfigurationBuilder().AddInMemoryCollection(test.Settings).Build(), test.Settings["TONGDIAN_DATA"]!);
        var provider = services.BuildServiceProvider();
        await using var context = await provider.GetRequiredService<IDbContextFactory<TongdianContext>>().CreateDbContextAsync(Cancel);
        await context.Database.MigrateAsync(Cancel);
        return provider;
    }

    private static WriteBatch Deltas(params (string Counter, long Delta)[] deltas)
    {
        var batch = new WriteBatch();
        foreach (var (counter, delta) in deltas)
            batch.Insert("counter_deltas", ("counter", counter), ("delta", delta));
        return batch;
    }

    private static async Task<int> Rows(IDbContextFactory<TongdianContext> contexts)
    {
        await using var context = await contexts.CreateDbContextAsync(Cancel);
        return await context.Set<CounterDelta>().CountAsync(Cancel);
    }
}
