using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Tests.Opinions;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Opinions;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>What customers said in weeks that no test can wait for.</summary>
public static class Said
{
    private const int Seed = 3;

    /// <summary>Some hundreds of remarks with the name of their theme; null for those about anything.</summary>
    public static IReadOnlyList<(string Text, string? Theme)> Remarks { get; } = Make();

    /// <summary>Remarks spread over the last weeks, as ratings of the survey would bring them.</summary>
    public static async Task InTheLastWeeks(TongdianServer server, CaseUnderTest one, int weeks, params IEnumerable<string> remarks)
    {
        var state = await one.Look();
        var key = await server.Services.GetRequiredService<CaseParties>().Key(state, default) ?? throw new InvalidOperationException("The customer was erased");
        var about = new KeepOpinion.About(OpinionSource.Rating, state.Facts.Region, state.Number.Value) { Stage = "survey" };
        var batch = new WriteBatch();
        foreach (var (n, remark) in remarks.Index())
        {
            var (id, at) = (Guid.NewGuid(), server.Time.GetUtcNow().AddDays(-7 * (n % weeks)));
            CaseParties.Seal(key, id, "evaluation", Encoding.UTF8.GetBytes(remark), at)(batch);
            KeepOpinion.Write(batch, id, about, at);
        }

        await server.Services.GetRequiredService<Tongdian.Server.Platform.Storage.Database>().Commit(batch, default);
        await server.Services.GetRequiredService<SortOpinions>().Beat(default);
    }

    private static IReadOnlyList<(string Text, string? Theme)> Make()
    {
        var made = RandomRemarks.Make(Seed);
        return [.. made.Remarks.Select(r => (r.Text, made.Planted.Where(p => p.Value.Contains(r.Id)).Select(p => p.Key.Name).FirstOrDefault()))];
    }
}
