using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Search;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>
/// Counts what is looked for, so that what is missing gets written. Who looked is not kept, and what reads like a number of a person, a telephone or
/// an address of mail is not counted at all.
/// </summary>
public sealed partial class CountSearch(IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    /// <summary>Longest question, in characters.</summary>
    public const int LongestQuery = 100;

    // Anybody can ask anything: what was asked once, longest ago, makes room.
    private const int MostQueries = 5_000;
    private const int MakeRoomFor = 1_000;

    /// <summary>Counts a question once.</summary>
    public async Task Do(string query, int results, CancellationToken cancel)
    {
        if (Written(query) is not { } written)
            return;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await Again(context, written, results, cancel))
            return;
        var counts = context.Set<SearchCount>();
        if (await counts.CountAsync(cancel) >= MostQueries)
        {
            var spare = counts.OrderBy(s => s.Times).ThenBy(s => s.LastAt).ThenBy(s => s.Query).Select(s => s.Query).Take(MakeRoomFor);
            await counts.Where(s => spare.Contains(s.Query)).ExecuteDeleteAsync(cancel);
        }

        counts.Add(new SearchCount { Query = written, Times = 1, Results = results, LastAt = time.GetUtcNow() });
        try
        {
            await context.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Two asked the same at the same moment.
            await Again(context, written, results, cancel);
        }
    }

    private async Task<bool> Again(TongdianContext context, string query, int results, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return await context.Set<SearchCount>().Where(s => s.Query == query)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Times, x => x.Times + 1).SetProperty(x => x.Results, results).SetProperty(x => x.LastAt, now), cancel) > 0;
    }

    /// <summary>A question in one writing; null for what is not counted.</summary>
    internal static string? Written(string query)
    {
        // A word that is only a part of a pair would be lost in the words, so the writing is the question's own, in small letters and single spaces.
        var text = Spaces().Replace(query.Trim().Normalize(System.Text.NormalizationForm.FormKC), " ").ToLowerInvariant();
        return text.Length is 0 or > LongestQuery || text.Contains('@', StringComparison.Ordinal) || Digits().IsMatch(text) || SearchWords.Of(text).IsEmpty ? null : text;
    }

    [GeneratedRegex("\\s+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Spaces();

    // Six digits in a row, however they are grouped: 138 0000 0000.
    [GeneratedRegex("(\\d[ -]?){6}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Digits();
}
