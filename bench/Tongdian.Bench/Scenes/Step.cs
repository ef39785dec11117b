using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Bench.Scenes;

/// <summary>One stage of the plan as a request: who, which stage, and the body with <see cref="CaseFiles"/> to be filled in.</summary>
internal sealed record HttpStep(string Stage, string User, string Body);

/// <summary>One stage of the plan: what is handed in for it, the same for every case but for the files.</summary>
internal sealed record Step(
    StageDefinition Stage, Actor Actor, ImmutableSortedDictionary<string, JsonElement> Fields, ImmutableArray<(string Kind, int File)> Files,
    ImmutableArray<(string Role, int File)> Signatures)
{
    public Submission For(Guid caseId) => new(
        Fields,
        [.. Files.Select(f => new FileLink(f.Kind, CaseFiles.Of(caseId, f.File), "image/jpeg", CaseFiles.Hash))],
        [.. Signatures.Select(s => new SignatureLink(s.Role, CaseFiles.Of(caseId, s.File), CaseFiles.Hash))]);

    public HttpStep ForHttp() => new(Stage.Id, Stage.Role, JsonSerializer.Serialize(
        new
        {
            fields = Fields,
            files = Files.Select(f => new { kind = f.Kind, file = CaseFiles.Token(f.File) }),
            signatures = Signatures.Select(s => new { role = s.Role, file = CaseFiles.Token(s.File) }),
        }));
}

/// <summary>Files that lie in a case before it is measured: their ids follow from the case's.</summary>
internal static class CaseFiles
{
    public const int PerCase = 32;

    public static readonly string Hash = new('a', 64);

    public static Guid Of(Guid caseId, int file)
    {
        Span<byte> bytes = stackalloc byte[16];
        caseId.TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[15] = (byte)file;
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Stands in a body for the file, which differs from case to case.</summary>
    public static string Token(int file) => $"@{file:D2}@";

    public static string Fill(string body, Guid caseId)
    {
        for (var file = 0; file < PerCase; file++)
            body = body.Replace(Token(file), Of(caseId, file).ToString(), StringComparison.Ordinal);
        return body;
    }
}
