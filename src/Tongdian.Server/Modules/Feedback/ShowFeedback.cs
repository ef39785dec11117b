using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Feedback;

/// <summary>What customers think of each stage: how many answered, and how, over some days.</summary>
public sealed class ShowFeedback(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, ProcessCatalog processes, TimeProvider time)
{
    private const int MostDays = 366;

    /// <summary>One stage. Means are from 1 to 5; null when nobody rated.</summary>
    /// <param name="Stage">Its id.</param>
    /// <param name="Name">What people call it.</param>
    /// <param name="Asked">How many customers were asked.</param>
    /// <param name="Rated">How many rated.</param>
    /// <param name="Attitude">Mean.</param>
    /// <param name="Skill">Mean.</param>
    /// <param name="Speed">Mean.</param>
    /// <param name="Compliance">Mean.</param>
    /// <param name="Recoveries">How many began a service recovery.</param>
    public sealed record Line(string Stage, string Name, int Asked, int Rated, double? Attitude, double? Skill, double? Speed, double? Compliance, int Recoveries);

    /// <summary>The stages of whatever was finished in so many days, in the colleague's regions.</summary>
    public async Task<IReadOnlyList<Line>> Look(StaffMember me, int days, CancellationToken cancel)
    {
        var (since, regions) = (time.GetUtcNow() - TimeSpan.FromDays(Math.Clamp(days, 1, MostDays)), (await directory.Get(cancel)).CoveredBy(me));
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await context.Set<Evaluation>().AsNoTracking().Where(e => e.FinishedAt >= since && e.AskedAt != null && regions.Contains(e.Region))
            .GroupBy(e => e.Stage)
            .Select(g => new
            {
                Stage = g.Key, Asked = g.Count(), Rated = g.Count(e => e.RatedAt != null), Attitude = g.Average(e => (double?)e.Attitude), Skill = g.Average(e => (double?)e.Skill),
                Speed = g.Average(e => (double?)e.Speed), Compliance = g.Average(e => (double?)e.Compliance), Recoveries = g.Count(e => e.Recovery != null),
            }).ToListAsync(cancel);
        return [.. found.Select(f => new Line(f.Stage, Name(f.Stage), f.Asked, f.Rated, f.Attitude, f.Skill, f.Speed, f.Compliance, f.Recoveries)).OrderBy(l => l.Name, StringComparer.Ordinal)];
    }

    private string Name(string stage) => processes.Stage(stage)?.Name.In(Language.Current) ?? stage;
}
