using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Cases;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;
using RealDatabase = Tongdian.Server.Platform.Storage.Database;

namespace Tongdian.Server.Tests.Platform.Storage;

/// <summary>The process dies, or the connection breaks, just before or just after a commit.</summary>
public sealed class CrashTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Before_the_commit_nothing_is_seen_and_the_same_request_does_it(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Start(test);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var (breaking, surveyor, before) = (server.Services.GetRequiredService<BreakingDatabase>(), await server.As("surveyor"), await server.RowCounts());

        breaking.Next = BreakingDatabase.When.Before;
        await Assert.ThrowsAsync<InvalidOperationException>(() => surveyor.Post($"{one.Path}/stages/survey/claim", null, 1, "k"));
        Assert.Equal((before, 1), (await server.RowCounts(), await one.Version()));

        var again = await surveyor.Post($"{one.Path}/stages/survey/claim", null, 1, "k");
        Assert.Equal((200, 2), (again.Status, await one.Version()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task After_the_commit_the_same_request_gets_the_answer_that_was_lost(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Start(test);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var (breaking, surveyor) = (server.Services.GetRequiredService<BreakingDatabase>(), await server.As("surveyor"));

        breaking.Next = BreakingDatabase.When.After;
        await Assert.ThrowsAsync<InvalidOperationException>(() => surveyor.Post($"{one.Path}/stages/survey/claim", null, 1, "k"));
        var counts = await server.RowCounts();
        var again = await surveyor.Post($"{one.Path}/stages/survey/claim", null, 1, "k");

        Assert.Equal((200, 2, "\"2\""), (again.Status, again.Json.GetProperty("version").GetInt32(), again.Headers["ETag"]));
        Assert.Equal((counts, 2), (await server.RowCounts(), await one.Version()));
        Assert.Equal(StageStatus.Open, await one.Status("survey"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_submission_whose_answer_was_lost_is_found_again_with_its_code(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Start(test);
        var application = Samples.Home();
        await CaseUnderTest.AddDocuments(server, application);

        server.Services.GetRequiredService<BreakingDatabase>().Next = BreakingDatabase.When.After;
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.Anyone.Post("/api/v1/cases", application, key: "once"));
        var again = (await server.Anyone.Post("/api/v1/cases", application, key: "once")).Expect(201);

        var (number, code) = (again.GetProperty("number").GetString()!, again.GetProperty("accessCode").GetString()!);
        (await server.AsCustomer(number, code).Get($"/api/v1/cases/{number}")).Expect(200);
        Assert.Equal(1, await server.Stored(db => Task.FromResult(db.Set<Tongdian.Server.Modules.Cases.CaseRow>().Count())));
    }

    private static Task<TongdianServer> Start(TestDatabase test) => TongdianServer.Start(test, services: services =>
    {
        var real = services.Single(s => s.ServiceType == typeof(RealDatabase));
        services.Remove(real);
        services.AddSingleton(s => new BreakingDatabase((RealDatabase)(real.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, real.ImplementationType!))));
        services.AddSingleton<RealDatabase>(s => s.GetRequiredService<BreakingDatabase>());
    });

    /// <summary>The real database, whose next commit breaks once when told to.</summary>
    private sealed class BreakingDatabase(RealDatabase real) : RealDatabase, IDisposable
    {
        public enum When
        {
            Never,
            Before,
            After,
        }

        public When Next { get; set; }

        public override string Name => real.Name;

        public override async Task Commit(WriteBatch batch, CancellationToken cancel)
        {
            var now = Next;
            Next = When.Never;
            if (now == When.Before)
                throw new IOException("broken before the commit");
            await real.Commit(batch, cancel);
            if (now == When.After)
                throw new IOException("broken after the commit");
        }

        public override Task<DbConnection> OpenForReading(CancellationToken cancel) => real.OpenForReading(cancel);

        public override string PositionalName(int n) => real.PositionalName(n);

        public void Dispose() => (real as IDisposable)?.Dispose();
    }
}
