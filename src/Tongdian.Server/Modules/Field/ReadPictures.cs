using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Survey;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.Recognition;
using Tongdian.Server.Modules.Recognition.Vision;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Field;

/// <summary>
/// Looks at pictures of sites as they arrive: meters are read here; of the site as a whole a model elsewhere proposes building and route, if one was set. Nobody
/// waits for it; the device gets it with the next look at its visits.
/// </summary>
internal sealed class ReadPictures(
    IDbContextFactory<TongdianContext> contexts, IServiceProvider services, CaseStore store, CaseParties parties, Database database, TimeProvider time, ILogger<ReadPictures> log)
    : Heartbeat(TimeSpan.FromSeconds(3), time, log)
{
    private const string SealedFor = "picture-reading";
    private const int MostAttempts = 3;

    // Another server leaves it alone for so long; when this one dies over it, it is begun again after that.
    private static readonly TimeSpan Begun = TimeSpan.FromMinutes(5);

    /// <summary>What becomes of a picture by what it was taken for; null: nothing is read there, or it is no picture.</summary>
    internal static PictureReading? Ask(FieldUpload upload, UploadedFile kept, DateTimeOffset now) =>
        kept.MediaType.StartsWith("image/", StringComparison.Ordinal) && (ShowsMeter(upload.Kind) || ShowsSite(upload.Kind))
        ? new PictureReading { FileId = upload.Id, CaseId = upload.CaseId, Stage = upload.Stage, Kind = upload.Kind, NextAt = now }
        : null;

    /// <summary>What was read at a stage.</summary>
    internal static async Task<IReadOnlyList<Visit.Reading>> Of(TongdianContext context, CaseParties parties, Case state, string stage, CancellationToken cancel)
    {
        var readings = new List<Visit.Reading>();
        foreach (var row in await context.Set<PictureReading>().AsNoTracking().Where(r => r.CaseId == state.Id.Value && r.Stage == stage && r.Sealed != null).OrderBy(r => r.FileId).ToListAsync(cancel))
        {
            if (await parties.Unseal(state, row.Sealed!.Value, cancel) is { } bytes)
                readings.Add(JsonSerializer.Deserialize<Visit.Reading>(bytes, ApiJson.Options)!);
        }

        return readings;
    }

    public override async Task Beat(CancellationToken cancel)
    {
        while (await TakeOne(cancel))
        {
            // There may be more.
        }
    }

    /// <summary>Looks at the picture that waits longest.</summary>
    /// <returns>Whether there was one.</returns>
    internal async Task<bool> TakeOne(CancellationToken cancel)
    {
        var now = Time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Set<PictureReading>().AsNoTracking().Where(r => r.NextAt != null && r.NextAt <= now).OrderBy(r => r.NextAt).FirstOrDefaultAsync(cancel) is not { } row)
            return false;
        var (mine, again) = (context.Set<PictureReading>().Where(r => r.FileId == row.FileId && r.NextAt == row.NextAt), row.Attempts + 1 < MostAttempts ? now + Begun : (DateTimeOffset?)null);
        if (await mine.ExecuteUpdateAsync(r => r.SetProperty(x => x.NextAt, again).SetProperty(x => x.Attempts, row.Attempts + 1), cancel) == 0)
            return true;
        var batch = new WriteBatch();
        var seen = await Look(row, cancel);
        if (seen is not null && await store.Find(new CaseId(row.CaseId), cancel) is { } state && await parties.Key(state, cancel) is { } key)
        {
            var value = Guid.CreateVersion7(now);
            CaseParties.Seal(key, value, SealedFor, JsonSerializer.SerializeToUtf8Bytes(seen, ApiJson.Options), now)(batch);
            batch.Add("UPDATE picture_readings SET next_at = NULL, sealed = $1 WHERE file_id = $2", value, row.FileId);
        }
        else
        {
            batch.Add("UPDATE picture_readings SET next_at = NULL WHERE file_id = $1", row.FileId);
        }

        await database.Commit(batch, cancel);
        return true;
    }

    private async Task<Visit.Reading?> Look(PictureReading row, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var files = scope.ServiceProvider.GetRequiredService<ReadFile>();
        // A meter is read from the picture as it came; what leaves the house is the copy without place and date.
        var meter = ShowsMeter(row.Kind);
        if ((await files.Bytes(row.CaseId, row.FileId, cancel, original: meter)).Failed(out _, out var picture))
            return null;
        return meter ? await Meter(row, picture, cancel) : await Site(row, picture, cancel);
    }

    private async Task<Visit.Reading?> Meter(PictureReading row, byte[] picture, CancellationToken cancel)
    {
        var reading = await services.GetRequiredService<ReadPicture>().Of(picture, cancel);
        if (reading.Values.IsEmpty)
            return null;
        var values = reading.Values.ToDictionary(v => v.Key, v => Value(v.Value), StringComparer.Ordinal);
        return new Visit.Reading(row.FileId, reading.Kind, values) { Findings = reading.Findings.IsEmpty ? null : reading.Findings };
    }

    private async Task<Visit.Reading?> Site(PictureReading row, byte[] picture, CancellationToken cancel)
    {
        if (services.GetService<ProposeStructure>() is not { } model || await model.Of(picture, cancel) is not { } proposal)
            return null;
        (string Field, ReadValue? Value)[] values = [("buildingStructure", proposal.Structure), ("lineType", proposal.Line), ("cableRoute", proposal.Route)];
        return new Visit.Reading(row.FileId, "site", values.Where(v => v.Value is not null).ToDictionary(v => v.Field, v => Value(v.Value!), StringComparer.Ordinal));
    }

    private static Visit.ReadValue Value(ReadValue value) => new(JsonSerializer.SerializeToElement(value.Value), value.Confidence);

    private static bool ShowsMeter(string kind) => kind.StartsWith("meter", StringComparison.Ordinal) || kind.EndsWith("nameplate", StringComparison.Ordinal);

    private static bool ShowsSite(string kind) => kind is "site-overview" or "cable-route";
}
