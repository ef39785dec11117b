using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Feedback;

/// <summary>What can be proved of a rating: the levels, and what was said with them.</summary>
internal sealed class RecordRatings(IDbContextFactory<TongdianContext> contexts, CaseStore store, CaseParties parties)
{
    /// <summary>A stage was rated.</summary>
    public const string Rated = "stage-rated";

    /// <summary>Words were added to a rating.</summary>
    public const string Said = "rating-said";

    /// <summary>The rating of a stage.</summary>
    public async Task<EvidenceFact?> Read(EvidenceDue due, CancellationToken cancel)
    {
        var state = await store.Find(new CaseId(due.Subject), cancel) ?? throw new InvalidOperationException($"There is no case {due.Subject}");
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rating = await context.Set<Evaluation>().AsNoTracking().FirstAsync(e => e.CaseId == due.Subject && e.Stage == due.Part, cancel);
        var levels = new (string Name, int? Level)[]
        {
            ("rating.attitude", rating.Attitude), ("rating.skill", rating.Skill), ("rating.speed", rating.Speed), ("rating.compliance", rating.Compliance),
        };
        var contents = levels.Where(l => l.Level is not null)
            .Select(l => EvidenceContent.Hidden(l.Name, Encoding.UTF8.GetBytes(l.Level!.Value.ToString(CultureInfo.InvariantCulture)))).ToList();
        if (rating.Words is { } words && await parties.Unseal(state, words, cancel) is { } said)
            contents.Add(EvidenceContent.Hidden("rating.words", said));
        return new EvidenceFact(due.Subject, rating.Number, state.Customer.Person, due.Kind, rating.Stage, due.At, contents);
    }
}
