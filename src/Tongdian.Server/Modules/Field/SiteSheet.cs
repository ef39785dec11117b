using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Field;

/// <summary>How a value of a form came to be. The codes travel and never change.</summary>
public enum ValueOrigin
{
    /// <summary>Somebody typed it.</summary>
    Typed,

    /// <summary>It was measured: by the device's position, on a photograph, or calculated from measures.</summary>
    Measured,

    /// <summary>It was read from a picture or a code.</summary>
    Read,

    /// <summary>The calculation, or a model that looked at a picture, proposed it, and somebody took it.</summary>
    Proposed,

    /// <summary>It was known from an earlier stage.</summary>
    Known,
}

/// <summary>What belongs to an entry and is no field of its form. Sealed as a whole: a track and marks on photos say something about a person.</summary>
/// <param name="Input">Input of the calculation, as the survey's rules read it.</param>
/// <param name="Track">The way that was walked.</param>
/// <param name="Marks">What was drawn and measured on photographs.</param>
/// <param name="Sketch">A sketch of the route, as SVG.</param>
/// <param name="Origins">How the values came to be, by field.</param>
public sealed record SiteSheet(
    JsonElement? Input, IReadOnlyList<SiteSheet.Point>? Track, IReadOnlyList<SiteSheet.Mark>? Marks, string? Sketch, IReadOnlyDictionary<string, ValueOrigin>? Origins)
{
    /// <summary>Nothing measured yet.</summary>
    public static readonly SiteSheet Empty = new(null, null, null, null, null);

    /// <summary>What the crew made sure of before anything else, in the words that they read, and when.</summary>
    public IReadOnlyList<Assured>? Safety { get; init; }

    /// <summary>What the device showed as the result of the calculation; the server calculates anew, and says where that differs.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>Something that was made sure of.</summary>
    public sealed record Assured(string What, DateTimeOffset At);

    /// <summary>A place that was walked over.</summary>
    public sealed record Point(double Lat, double Lon, double AccuracyM, DateTimeOffset At, bool Mock = false);

    /// <summary>What was drawn on a photograph.</summary>
    /// <param name="File">The photograph.</param>
    /// <param name="Caption">What it shows, in words.</param>
    /// <param name="Lines">Lines, each a list of points <c>{x, y}</c>, in pixels of the photograph as it is shown.</param>
    /// <param name="Measure">What was measured on it, as the calculation reads it.</param>
    public sealed record Mark(Guid File, string? Caption, JsonElement? Lines, JsonElement? Measure)
    {
        /// <summary>What it shows: one of the choices of the form.</summary>
        public string? Shows { get; init; }

        /// <summary>More words about it.</summary>
        public string? Words { get; init; }

        /// <summary>Arrows, circles and words on it: <c>{kind, from, to}</c>, <c>{kind: "text", at, words}</c>.</summary>
        public JsonElement? Marks { get; init; }

        /// <summary>Where it was taken.</summary>
        public Operation.Where? Place { get; init; }
    }
}

/// <summary>Keeps and reads site sheets.</summary>
public sealed class SiteSheets(IDbContextFactory<TongdianContext> contexts, CaseParties parties)
{
    private const string SealedFor = "site-sheet";

    /// <summary>The rows that keep a sheet with the entry it belongs to.</summary>
    public static Action<WriteBatch> Keep(PersonKey key, Case state, string stage, SiteSheet sheet, DateTimeOffset now)
    {
        var value = Guid.CreateVersion7(now);
        var rows = CaseParties.Seal(key, value, SealedFor, JsonSerializer.SerializeToUtf8Bytes(sheet, ApiJson.Options), now);
        return batch =>
        {
            rows(batch);
            batch.Upsert(
                "site_sheets", 3, ("case_id", state.Id.Value), ("stage", stage), ("occurrence", state.Stage(stage).Occurrence), ("sealed", value), ("at", now));
        };
    }

    /// <summary>The sheet of a stage: of the time it was last entered, or of a time before; null when there is none, or when the person was erased.</summary>
    public async Task<SiteSheet?> Read(Case state, string stage, CancellationToken cancel, int? occurrence = null)
    {
        var last = occurrence ?? state.Stage(stage).Occurrence;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var sheets = context.Set<SiteSheetRow>().AsNoTracking().Where(s => s.CaseId == state.Id.Value && s.Stage == stage && s.Occurrence <= last);
        return await sheets.OrderByDescending(s => s.Occurrence).FirstOrDefaultAsync(cancel) is { } row
            && await parties.Unseal(state, row.Sealed, cancel) is { } bytes
                ? JsonSerializer.Deserialize<SiteSheet>(bytes, ApiJson.Options)
                : null;
    }
}
