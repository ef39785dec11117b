using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Cases;

/// <summary>A case that is looked at again is not parsed again; and nobody notices but the processor.</summary>
public sealed class ReadLatelyTests(Servers servers) : IClassFixture<Servers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_read_again_and_again_is_parsed_no_more(Database database)
    {
        var (server, one) = await Submitted(database);
        var (store, state) = (server.Services.GetRequiredService<CaseStore>(), await one.Look());

        foreach (var find in new[] { () => store.Find(state.Number, Cancel), () => store.Find(state.Id, Cancel) })
        {
            var (_, second) = (await find(), await find());
            Assert.Same(second, await find());
            Assert.Equal(CaseStore.Text(state), CaseStore.Text(second!));
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_another_server_changed_is_seen_with_the_next_look(Database database)
    {
        var (server, one) = await Submitted(database);
        var (elsewhere, state) = (ActivatorUtilities.CreateInstance<CaseStore>(server.Services), await one.Look());
        for (var n = 0; n < 3; n++)
            Assert.Equal((1, 1), ((await elsewhere.Find(state.Number, Cancel))!.Version, (await elsewhere.Find(state.Id, Cancel))!.Version));

        await one.Do(await server.As("surveyor"), "stages/survey/claim");

        Assert.Equal((2, 2), ((await elsewhere.Find(state.Number, Cancel))!.Version, (await elsewhere.Find(state.Id, Cancel))!.Version));
        Assert.Equal(CaseStore.Text(await one.Look()), CaseStore.Text((await elsewhere.Find(state.Number, Cancel))!));
        Assert.Null(await elsewhere.Find(CaseId.New(TongdianServer.Monday), Cancel));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Who_may_see_it_is_judged_every_time(Database database)
    {
        var (server, one) = await Submitted(database);
        for (var n = 0; n < 3; n++)
            Assert.False((await one.Customer.Get(one.Path)).Expect(200).TryGetProperty("customer", out _));
        var surveyor = await server.As("surveyor");
        for (var n = 0; n < 3; n++)
            Assert.True((await surveyor.Get(one.Path)).Expect(200).TryGetProperty("customer", out _));

        Assert.False((await one.Customer.Get(one.Path)).Expect(200).TryGetProperty("customer", out _));
        Assert.Equal(403, (await server.AsCustomer(one.Number, "WRONG-CODE").Get(one.Path)).Status);
        Assert.NotEqual(200, (await server.Anyone.Get(one.Path)).Status);
    }

    private async Task<(TongdianServer Server, CaseUnderTest Case)> Submitted(Database database)
    {
        var server = await servers.On(database);
        return (server, await CaseUnderTest.Submit(server, Samples.Home()));
    }
}
