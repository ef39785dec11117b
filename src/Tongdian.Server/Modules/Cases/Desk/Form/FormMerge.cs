using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.Cases.Desk.Form;

/// <summary>What an open form becomes when somebody else changed the stage meanwhile: what was entered here stays, the rest is taken over.</summary>
/// <param name="Values">The values.</param>
/// <param name="Taken">Fields that are now as the other left them.</param>
/// <param name="Both">Fields that both changed; what was entered here stands.</param>
public sealed record FormMerge(ImmutableSortedDictionary<string, JsonElement> Values, ImmutableArray<string> Taken, ImmutableArray<string> Both)
{
    /// <summary>Merges what stands in the form with what is kept now, knowing what was kept when the form was opened.</summary>
    public static FormMerge Of(
        IReadOnlyDictionary<string, JsonElement> opened, IReadOnlyDictionary<string, JsonElement> entered, IReadOnlyDictionary<string, JsonElement> kept)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, JsonElement>(StringComparer.Ordinal);
        var (taken, both) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        foreach (var field in opened.Keys.Concat(entered.Keys).Concat(kept.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (mine, theirs) = (!Same(opened, entered, field), !Same(opened, kept, field));
            if (theirs && !Same(entered, kept, field))
                (mine ? both : taken).Add(field);
            if ((mine ? entered : kept).TryGetValue(field, out var value))
                values[field] = value;
        }

        return new FormMerge(values.ToImmutable(), taken.ToImmutable(), both.ToImmutable());
    }

    private static bool Same(IReadOnlyDictionary<string, JsonElement> one, IReadOnlyDictionary<string, JsonElement> other, string field) =>
        one.TryGetValue(field, out var a) == other.TryGetValue(field, out var b)
        && (a.ValueKind == JsonValueKind.Undefined || CanonicalJson.Bytes(a).AsSpan().SequenceEqual(CanonicalJson.Bytes(b)));
}
