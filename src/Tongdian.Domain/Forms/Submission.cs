using System.Collections.Immutable;
using System.Text.Json;

namespace Tongdian.Domain.Forms;

/// <summary>A file handed in for a stage or a case.</summary>
/// <param name="Kind">Kind asked for: <c>meter-photo</c>.</param>
/// <param name="File">Its id in the file store.</param>
/// <param name="MediaType">What it was found to be: <c>image/jpeg</c>, <c>image/png</c>, <c>application/pdf</c>.</param>
/// <param name="Sha256">Hash of the original, lower-case hexadecimal.</param>
public sealed record FileLink(string Kind, Guid File, string MediaType, string Sha256);

/// <summary>A signature handed in for a stage.</summary>
/// <param name="Role">Who signed.</param>
/// <param name="File">The picture's id in the file store.</param>
/// <param name="Sha256">Hash of the original, lower-case hexadecimal.</param>
public sealed record SignatureLink(string Role, Guid File, string Sha256);

/// <summary>What somebody handed in for a stage. Values of personal fields are in it until they are sealed; see <c>StageCompleted</c>.</summary>
public sealed record Submission(
    ImmutableSortedDictionary<string, JsonElement> Fields,
    ImmutableArray<FileLink> Files,
    ImmutableArray<SignatureLink> Signatures)
{
    /// <summary>Nothing handed in.</summary>
    public static readonly Submission Empty = new(ImmutableSortedDictionary<string, JsonElement>.Empty, [], []);
}
