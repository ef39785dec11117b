using System.Collections.Immutable;

namespace Tongdian.Domain.Opinions;

/// <summary>How much a term speaks for a topic.</summary>
/// <param name="Term">Two Chinese characters that stand together, or an English word in small letters.</param>
/// <param name="Weight">Natural logarithm of how many times more often it is in the topic than elsewhere; more than 0, in steps of 1/1024.</param>
public sealed record TermWeight(string Term, double Weight);

/// <summary>What is kept of a topic, to know it again: nothing of it is anybody's remark as a whole.</summary>
/// <param name="Terms">Heaviest first; terms of the same weight in ordinal order.</param>
/// <param name="Threshold">The score from which a remark belongs to the topic.</param>
public sealed record TopicProfile(ImmutableArray<TermWeight> Terms, double Threshold);
