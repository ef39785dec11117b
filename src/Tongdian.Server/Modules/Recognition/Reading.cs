using System.Collections.Immutable;
using Tongdian.Domain.Survey;

namespace Tongdian.Server.Modules.Recognition;

/// <summary>What a machine saw in a picture. All of it are proposals: a person takes them over or does not.</summary>
/// <param name="Kind"><c>nameplate</c>, <c>barcode</c>, <c>nothing</c>, or <c>unreadable</c> when it is no picture that can be opened.</param>
/// <param name="Values">By name: of a nameplate <c>model</c>, <c>voltage</c>, <c>current</c>, <c>constant</c>, <c>number</c>, <c>maker</c>; of codes <c>barcode</c>.</param>
/// <param name="Confidence">Of the least sure value, 0 to 1; 0 without values.</param>
/// <param name="Findings">What contradicts, and what is unusual.</param>
public sealed record Reading(
    string Kind, ImmutableSortedDictionary<string, ReadValue> Values, double Confidence, ImmutableArray<Finding> Findings);
