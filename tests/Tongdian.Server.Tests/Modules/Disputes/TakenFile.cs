using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Tests.Vocabulary;
using Tongdian.Witness.Receipts;

namespace Tongdian.Server.Tests.Modules.Disputes;

/// <summary>A dispute file that somebody was given.</summary>
internal sealed partial class TakenFile
{
    private TakenFile(byte[] zip)
    {
        Zip = zip;
        using var archive = new ZipArchive(new MemoryStream(zip));
        Files = archive.Entries.ToDictionary(e => e.FullName, Read, StringComparer.Ordinal);
        Index = DisputeIndex.Read(Text(DisputeIndex.FileName)) ?? throw new InvalidOperationException("No index");
    }

    public byte[] Zip { get; }

    public IReadOnlyDictionary<string, byte[]> Files { get; }

    public DisputeIndex Index { get; }

    /// <summary>The first page as a person reads it, in Chinese.</summary>
    public string Page => WebUtility.HtmlDecode(Marks().Replace(Text("index.html"), " "));

    /// <summary>The answers on the first page, the first one for the whole case.</summary>
    public IReadOnlyList<string> Answers => [.. Badge().Matches(Text("index.html")).Select(m => WebUtility.HtmlDecode(m.Groups["answer"].Value))];

    public static async Task<TakenFile> By(ApiClient who, string path)
    {
        var answer = await who.Get(path);
        answer.Expect(200);
        if (answer.Headers["Content-Type"] != "application/zip" || answer.Headers["Cache-Control"] != "no-store")
            throw new InvalidOperationException($"{answer.Asked} → {answer.Headers["Content-Type"]}");
        return new TakenFile(answer.Bytes);
    }

    /// <summary>What does not fit.</summary>
    public IReadOnlyList<DisputeFinding> Check(LogPolicy policy, DateTimeOffset now) => DisputeCheck.Of(
        Index, Text(DisputeIndex.Sums), Files.Where(f => f.Key != DisputeIndex.Sums).ToDictionary(f => f.Key, f => Convert.ToHexStringLower(SHA256.HashData(f.Value)), StringComparer.Ordinal),
        Text, policy, now);

    /// <summary>What the command says of the zip.</summary>
    public (int Code, string Said) Verify(string folder, DateTimeOffset now)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.zip");
        File.WriteAllBytes(path, Zip);
        return Verify(path, null, now);
    }

    /// <summary>What the command says of the unpacked folder after it was changed.</summary>
    public (int Code, string Said) Verify(string folder, DateTimeOffset now, Action<string> change)
    {
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        ZipFile.ExtractToDirectory(new MemoryStream(Zip), path);
        change(path);
        return Verify(path, null, now);
    }

    public string Text(string file) => Encoding.UTF8.GetString(Files[file]);

    private static (int Code, string Said) Verify(string path, string? policy, DateTimeOffset now)
    {
        using var said = new StringWriter();
        return VerifyDisputeFile.Is(path) ? (VerifyDisputeFile.Run(path, policy, now, said), said.ToString()) : (-1, "no dispute file");
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    [GeneratedRegex("<(?<tag>script|style).*?</\\k<tag>>|<[^>]*>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Marks();

    [GeneratedRegex("<span class=\"badge\">(?<answer>[^<]*)</span>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Badge();
}
