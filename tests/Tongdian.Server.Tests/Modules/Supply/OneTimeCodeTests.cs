using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Supply;

public sealed class OneTimeCodeTests(Servers servers) : IClassFixture<Servers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task A_code_is_good_for_its_case_and_purpose_and_once(Database database)
    {
        var (server, one) = (await servers.On(database), Guid.NewGuid());
        var code = (await Codes(server).Make(one, "contract", Cancel)).Value;

        Assert.Matches("^[0-9]{6}$", code);
        Assert.Equal("code.expired", Fault(await Codes(server).Check(Guid.NewGuid(), "contract", code, Cancel)));
        Assert.Equal("code.expired", Fault(await Codes(server).Check(one, "other", code, Cancel)));
        // As after a restart: nothing is remembered but what is stored.
        var useUp = (await New(server).Check(one, "contract", $" {code[..3]} {code[3..]} ", Cancel)).Value;
        var batch = new WriteBatch();
        useUp(batch);
        await server.Services.GetRequiredService<Tongdian.Server.Platform.Storage.Database>().Commit(batch, Cancel);
        Assert.Equal("code.expired", Fault(await Codes(server).Check(one, "contract", code, Cancel)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Five_wrong_tries_use_a_code_up_also_when_they_come_at_once(Database database)
    {
        var (server, one) = (await servers.On(database), Guid.NewGuid());
        var code = (await Codes(server).Make(one, "contract", Cancel)).Value;
        var wrong = code == "111111" ? "222222" : "111111";

        var faults = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ => Fault(await Codes(server).Check(one, "contract", wrong, Cancel))));

        Assert.Equal(5, faults.Count(f => f == "code.wrong"));
        Assert.Equal(7, faults.Count(f => f == "code.used-up"));
        Assert.Equal("code.used-up", Fault(await Codes(server).Check(one, "contract", code, Cancel)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_code_runs_out_and_new_ones_are_few(Database database)
    {
        var (server, one) = (await servers.On(database), Guid.NewGuid());
        var code = (await Codes(server).Make(one, "contract", Cancel)).Value;

        Assert.Equal("code.too-soon", (await Codes(server).Make(one, "contract", Cancel)).Error!.Code);
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("code.expired", Fault(await Codes(server).Check(one, "contract", code, Cancel)));
        for (var i = 0; i < 9; i++)
        {
            Assert.Null((await Codes(server).Make(one, "contract", Cancel)).Error);
            server.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("code.too-many", (await Codes(server).Make(one, "contract", Cancel)).Error!.Code);
        server.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null((await Codes(server).Make(one, "contract", Cancel)).Error);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_code_itself_is_kept_nowhere(Database database)
    {
        var (server, one) = (await servers.On(database), Guid.NewGuid());
        var code = (await Codes(server).Make(one, "contract", Cancel)).Value;

        var kept = await server.Stored(db => db.Set<OneTimeCode>().AsNoTracking().SingleAsync(c => c.CaseId == one, Cancel));

        Assert.Equal(32, kept.Hash.Length);
        Assert.NotEqual(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(code)), kept.Hash);
    }

    private static OneTimeCodes Codes(TongdianServer server) => server.Services.GetRequiredService<OneTimeCodes>();

    private static OneTimeCodes New(TongdianServer server) => ActivatorUtilities.CreateInstance<OneTimeCodes>(server.Services);

    private static string? Fault(Result<Action<WriteBatch>> result) => result.Error?.Fields[0].Code;
}
