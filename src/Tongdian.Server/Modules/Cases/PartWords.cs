using System.Text.Json;
using Tongdian.Domain.Cases;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>What a customer said of parts of what a stage handed in: sealed, because people write about themselves; the facts know only of which parts.</summary>
public sealed class PartWords(CaseParties parties)
{
    private const string SealedFor = "part-words";

    /// <summary>Seals the words, by the names of the parts.</summary>
    public static (PartRemarks Remarks, Action<WriteBatch> Rows) Seal(PersonKey key, IReadOnlyDictionary<string, string> words, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        var rows = CaseParties.Seal(key, id, SealedFor, JsonSerializer.SerializeToUtf8Bytes(words), now);
        return (new PartRemarks([.. words.Keys.Order(StringComparer.Ordinal)], id), rows);
    }

    /// <summary>The words by the names of the parts; none when nothing was said, or when the person was erased.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Read(Case state, PartRemarks? remarks, CancellationToken cancel) =>
        remarks is not null && await parties.Unseal(state, remarks.Sealed, cancel) is { } bytes
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(bytes)!
            : new Dictionary<string, string>(StringComparer.Ordinal);
}
