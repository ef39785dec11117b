using System.Collections.Immutable;

namespace Tongdian.Domain.Clocks;

/// <summary>A stretch of a timeline that belongs to one owner.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">The instant after its last, or null while it lasts.</param>
/// <param name="Owner">Whose time it is.</param>
/// <param name="Reason">Why, e.g. the reason code of a pause; null when the stage's own owner has it.</param>
public sealed record TimelineSpan(DateTimeOffset From, DateTimeOffset? To, TimeOwner Owner, string? Reason = null);

/// <summary>
/// What happened to a stage or a case, as stretches in order, without gap or overlap. Everything a clock says is computed from this;
/// nothing is ever counted down. The last span is open (<c>To</c> null) while the stage or case is.
/// </summary>
public sealed record Timeline(ImmutableArray<TimelineSpan> Spans);
