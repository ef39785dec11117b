using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Server.Modules.Field;

/// <summary>
/// What was entered at a stage, as a short text: the same as long as nobody enters anything else. Sealed values are in it by their id, which changes
/// with every entry that has some.
/// </summary>
public static class EntryTag
{
    private const int Length = 16;

    /// <summary>Of a stage as it stands.</summary>
    public static string Of(StageState stage) => stage.Entry is { } entry ? Of(entry) : "";

    /// <summary>Of what is about to be entered.</summary>
    public static string Of(StageDefinition stage, Submission submission, Guid? sealedAs) => Of(new StageEntry(
        submission.Fields.RemoveRange(PersonalFields.Of(stage)).ToImmutableSortedDictionary(f => f.Key, f => CanonicalJson.Of(f.Value)), sealedAs, submission.Files, submission.Signatures));

    private static string Of(StageEntry entry) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(entry)))[..Length];
}
