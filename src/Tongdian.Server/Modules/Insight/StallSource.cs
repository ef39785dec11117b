using Tongdian.Domain.Cases;
using Tongdian.Domain.Insight;

namespace Tongdian.Server.Modules.Insight;

/// <summary>The stalls of cases with the causes that the dispatch rounds gave them.</summary>
internal static class StallSource
{
    /// <summary>The stalls of a case that touch the review's week.</summary>
    // Dispatch rounds do not keep causes yet.
    public static IReadOnlyCollection<StallCause> Of(CaseId _) => [];
}
