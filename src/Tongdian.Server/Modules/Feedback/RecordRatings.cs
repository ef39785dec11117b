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

    /// <summary>Which levels a record has; the level of each is hidden under its name.</summary>
    public static readonly IReadOnlyList<string> Levels = ["rating.attitude", "rating.skill", "rating.speed", "rating.compliance"];

    /// <summary>Whom a record is about: the department, and the region.</summary>
    public const string Department = "rating.department";

    /// <inheritdoc cref="Department"/>
    public const string Region = "rating.region";

    /// <summary>The rating of a stage.</summary>
    public async Task<EvidenceFact?> Read(EvidenceDue due, CancellationToken cancel)
    {
        var state = await store.Find(new CaseId(due.Subject), cancel) ?? throw new InvalidOperationException($"There is no case {due.Subject}");
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rating = await context.Set<Evaluation>().AsNoTracking().FirstAsync(e => e.CaseId == due.Subject && e.Stage == due.Part, cancel);
        var contents = Levels.Zip([rating.Attitude, rating.Skill, rating.Speed, rating.Compliance]).Where(l => l.Second is not null)
            .Select(l => EvidenceContent.Hidden(l.First, Encoding.UTF8.GetBytes(l.Second!.Value.ToString(CultureInfo.InvariantCulture))))
            .Append(EvidenceContent.Hidden(Department, Encoding.UTF8.GetBytes(rating.Department ?? "")))
            .Append(EvidenceContent.Hidden(Region, Encoding.UTF8.GetBytes(rating.Region))).ToList();
        if (rating.Words is { } words && await parties.Unseal(state, words, cancel) is { } said)
            contents.Add(EvidenceContent.Hidden("rating.words", said));
        return new EvidenceFact(due.Subject, rating.Number, state.Customer.Person, due.Kind, rating.Stage, due.At, contents);
    }
}
