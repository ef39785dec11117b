using System.Text.Json;

namespace Tongdian.Checker;

/// <summary>A fact of a case.</summary>
internal sealed record Fact(Guid Case, int Version, int Ordinal, string Kind, string? Stage);

/// <summary>A case as its row has it.</summary>
internal sealed record CaseRow(Guid Id, string Number, int Version, int Status, string Process, bool Closed, JsonElement State);

/// <summary>All cases and their facts.</summary>
internal sealed class CaseBook
{
    public required List<CaseRow> All { get; init; }

    public required ILookup<Guid, Fact> Facts { get; init; }

    public required ILookup<string, CaseRow> ByNumber { get; init; }

    public static async Task<CaseBook> Read(Store store)
    {
        var cases = (await store.Rows("SELECT id, number, version, status, process, closed_at, state FROM cases"))
            .ConvertAll(r => new CaseRow(r.Id(0), r.Text(1), r.Int(2), r.Int(3), r.Text(4), r.Has(5), JsonElement.Parse(r.Text(6))));
        var facts = (await store.Rows("SELECT case_id, version, ordinal, kind, payload FROM case_events ORDER BY case_id, version, ordinal"))
            .ConvertAll(r => new Fact(r.Id(0), r.Int(1), r.Int(2), r.Text(3), StageOf(r.Bytes(4))));
        return new CaseBook { All = cases, Facts = facts.ToLookup(f => f.Case), ByNumber = cases.ToLookup(c => c.Number, StringComparer.Ordinal) };
    }

    private static string? StageOf(byte[] payload) =>
        JsonElement.Parse(payload).GetProperty("event").TryGetProperty("stage", out var stage) && stage.ValueKind == JsonValueKind.String ? stage.GetString() : null;
}
