using System.Collections.Immutable;

namespace Tongdian.Domain.Evidence;

/// <summary>What was done to a log.</summary>
public enum Alteration
{
    /// <summary>The record is not the one that was entered.</summary>
    RecordChanged = 1,

    /// <summary>The entry is another one.</summary>
    EntryChanged = 2,

    /// <summary>Entries are gone.</summary>
    Deleted = 3,

    /// <summary>Entries are there that were not.</summary>
    Inserted = 4,

    /// <summary>Two entries have changed places: the first and the last of the range.</summary>
    Swapped = 5,

    /// <summary>The end is gone: a checkpoint was given out for more entries than there are.</summary>
    CutOff = 6,

    /// <summary>Somewhere in the range something was changed, and nothing was kept from which it could be seen what.</summary>
    Rewritten = 7,

    /// <summary>Two checkpoints contradict each other: somebody was shown another log.</summary>
    Forked = 8,

    /// <summary>The published tiles are not those of the checkpoints.</summary>
    TilesChanged = 9,

    /// <summary>What the case's history says is not what was entered of it.</summary>
    FactChanged = 10,

    /// <summary>The case's history no longer has what was entered of it.</summary>
    FactGone = 11,

    /// <summary>The case's history has what should have been entered and was not, or no longer is.</summary>
    FactUnrecorded = 12,
}

/// <summary>One thing that an audit has found.</summary>
/// <param name="What">What was done.</param>
/// <param name="From">The first entry concerned, counted from 0, by its place in what was kept; inserted ones stand before it.</param>
/// <param name="To">The one after the last.</param>
/// <param name="Case">The case that the first of them belongs to as it is stored; null where it is gone or not known.</param>
/// <param name="Leaf">The leaf that should be there, by which whoever has the records can look for what was taken away; null where it is not known.</param>
/// <param name="Against">The checkpoint or the receipt that tells; null where the stored row contradicts itself.</param>
public sealed record AuditFinding(Alteration What, long From, long To, string? Case, TreeHash? Leaf, string? Against);

/// <summary>What an audit says.</summary>
/// <param name="Size">Entries that are stored.</param>
/// <param name="Root">The root over them.</param>
/// <param name="Proven">So many entries from the first on are the ones for which a kept checkpoint was given out. The later ones nobody has vouched for yet.</param>
/// <param name="Findings">Empty: nothing that was kept contradicts what is stored.</param>
public sealed record AuditReport(long Size, TreeHash Root, long Proven, ImmutableArray<AuditFinding> Findings);
