using System.Globalization;
using System.Net;
using System.Text;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>
/// Has the last checkpoint signed by those outside who vouch for the log (C2SP tlog-witness). It is published when enough of them have; until then the one before
/// it stays. Who is down is asked again; who says that the log contradicts what it signed before gives an alarm.
/// </summary>
internal sealed partial class AskWitnesses(
    Database database, ReadLog log, EvidenceSettings settings, IHttpClientFactory clients, TimeProvider time, ILogger<AskWitnesses> logger)
{
    /// <summary>The client that asks.</summary>
    public const string Client = "witnesses";

    private const int LongestAnswer = 64 << 10;

    private readonly Dictionary<string, long> seen = new(StringComparer.Ordinal);

    /// <summary>Whether the last checkpoint needs more signatures.</summary>
    public async Task<bool> Waits(CancellationToken cancel) =>
        settings.Policy.Witnesses.Length > 0 && await log.Last(witnessed: false, cancel) is { WitnessedAt: null };

    /// <summary>Asks all of them at once.</summary>
    public async Task Do(CancellationToken cancel)
    {
        if (await log.Last(witnessed: false, cancel) is not { WitnessedAt: null } row)
            return;
        var (note, checkpoint) = ReadLog.Open(row);
        var missing = settings.Policy.Witnesses.Where(w => !note.Signatures.Any(s => s.Name == w.Key.Name && s.KeyId == w.Key.Id));
        foreach (var signature in await Task.WhenAll(missing.Select(w => Ask(w, note, checkpoint, cancel))))
            note = signature is null ? note : note.With(signature);
        var now = time.GetUtcNow();
        var enough = !settings.Policy.Check(note, now).Failed(out _, out _);
        if (note.ToString() == row.Note)
            return;
        var batch = new WriteBatch();
        batch.Add(
            "UPDATE evidence_checkpoints SET note = $1, witnessed_at = $2 WHERE follows = $3 AND note = $4", note.ToString(), enough ? now : (DateTimeOffset?)null, row.Follows, row.Note);
        await database.Commit(batch, cancel);
    }

    private async Task<NoteSignature?> Ask(Witness witness, SignedNote note, Checkpoint checkpoint, CancellationToken cancel)
    {
        try
        {
            // It may have seen another size than was thought; it says which, once.
            return await Ask(witness, note, checkpoint, again: true, cancel);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            Away(logger, witness.Name, e.Message);
            return null;
        }
    }

    private async Task<NoteSignature?> Ask(Witness witness, SignedNote note, Checkpoint checkpoint, bool again, CancellationToken cancel)
    {
        var old = Math.Min(Known(witness), checkpoint.Size);
        var ranges = ConsistencyProof.Ranges(old, checkpoint.Size);
        if ((await log.Tiles(TileSet.Needed(ranges, checkpoint.Size), checkpoint.Size, cancel)).Hashes(ranges).Failed(out _, out var proof)
            || WitnessRequest.Make(old, proof, note).Failed(out _, out var request))
        {
            return null;
        }

        using var client = clients.CreateClient(Client);
        client.MaxResponseContentBufferSize = LongestAnswer;
        using var body = new StringContent(request.ToString(), Encoding.UTF8, "text/plain");
        using var answer = await client.PostAsync(new Uri($"{witness.Address!.TrimEnd('/')}/add-checkpoint"), body, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (answer.StatusCode == HttpStatusCode.Conflict && again && long.TryParse(text.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size <= checkpoint.Size)
        {
            Remember(witness, size);
            return await Ask(witness, note, checkpoint, again: false, cancel);
        }

        if (answer.StatusCode != HttpStatusCode.OK)
        {
            Refused(logger, answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity ? LogLevel.Critical : LogLevel.Error, witness.Name, (int)answer.StatusCode, text.Trim());
            return null;
        }

        var signature = SignedNote.ReadLines(text).Failed(out _, out var lines) ? null : lines.FirstOrDefault(l => l.Name == witness.Key.Name && l.KeyId == witness.Key.Id);
        if (signature is null || !witness.Key.Verifies(note.Text, signature, out var at) || at > time.GetUtcNow() + LogPolicy.ClockTolerance)
        {
            Refused(logger, LogLevel.Error, witness.Name, (int)answer.StatusCode, "no signature of its key");
            return null;
        }

        Remember(witness, checkpoint.Size);
        return signature;
    }

    private long Known(Witness witness)
    {
        lock (seen)
            return seen.GetValueOrDefault(witness.Name);
    }

    private void Remember(Witness witness, long size)
    {
        lock (seen)
            seen[witness.Name] = size;
    }

    [LoggerMessage(LogLevel.Warning, "The witness {Witness} does not answer ({Why}); it is asked again")]
    private static partial void Away(ILogger logger, string witness, string why);

    [LoggerMessage("The witness {Witness} does not sign the checkpoint: {Status} {Text}. 409 and 422 say that this log is not the one that it saw before")]
    private static partial void Refused(ILogger logger, LogLevel level, string witness, int status, string text);
}
