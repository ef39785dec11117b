using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Tongdian.Domain.Evidence;

namespace Tongdian.Witness.Receipts;

/// <summary>Checks a dispute file, as the zip or unpacked: every receipt, what is shown of the records, every file. Says what does not fit. Asks nobody.</summary>
internal static class VerifyDisputeFile
{
    private const int Fits = 0;
    private const int Fails = 1;
    private const int CannotSay = 2;

    /// <summary>Whether this is a folder or a zip, and no receipt.</summary>
    public static bool Is(string path)
    {
        if (Directory.Exists(path))
            return true;
        Span<byte> first = stackalloc byte[4];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && first.SequenceEqual("PK\u0003\u0004"u8);
    }

    /// <summary>Checks it.</summary>
    /// <param name="path">The zip, or the folder.</param>
    /// <param name="policy">The file that says whose word is enough; null: the one in it, which is the company's word.</param>
    /// <param name="now">Nobody can have seen anything later.</param>
    /// <param name="say">Where the answer goes.</param>
    /// <returns>0 when all of it fits, 1 when something does not, 2 when that cannot be said.</returns>
    public static int Run(string path, string? policy, DateTimeOffset now, TextWriter say)
    {
        if (Directory.Exists(path))
        {
            return Check(
                Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(path, f).Replace(Path.DirectorySeparatorChar, '/')),
                name => File.OpenRead(Path.Combine(path, name)), policy, now, say);
        }

        using var zip = ZipFile.OpenRead(path);
        // Two files of one name: which one counts nobody can say.
        var entries = zip.Entries.Where(e => !e.FullName.EndsWith('/')).GroupBy(e => e.FullName, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        if (entries.FirstOrDefault(e => e.Value.Count > 1).Key is { } twice)
        {
            say.WriteLine($"✗ {twice} 有两份 is there twice");
            return Fails;
        }

        return Check(entries.Keys, name => entries[name][0].Open(), policy, now, say);
    }

    private static int Check(IEnumerable<string> names, Func<string, Stream> open, string? policy, DateTimeOffset now, TextWriter say)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            using var content = open(name);
            hashes[name] = Convert.ToHexStringLower(SHA256.HashData(content));
        }

        if (!hashes.Remove(DisputeIndex.Sums) || !hashes.ContainsKey(DisputeIndex.FileName) || DisputeIndex.Read(Text(DisputeIndex.FileName)) is not { } index)
        {
            say.WriteLine($"✗ 这不是争议证据包：没有 {DisputeIndex.FileName} 或 {DisputeIndex.Sums}，或者读不懂");
            say.WriteLine($"✗ This is no dispute file: {DisputeIndex.FileName} or {DisputeIndex.Sums} is not there, or cannot be understood");
            return CannotSay;
        }

        if (policy is null && !hashes.ContainsKey(DisputeIndex.Policy))
        {
            say.WriteLine("不知道该信任谁：请用 --policy 给出信任策略。");
            say.WriteLine("Whose word is enough? Name a policy with --policy.");
            return CannotSay;
        }

        if (LogPolicy.Read(policy is null ? Text(DisputeIndex.Policy) : File.ReadAllText(policy)).Failed(out _, out var trusted))
        {
            say.WriteLine("✗ 信任策略有误 The policy cannot be understood");
            return CannotSay;
        }

        var findings = DisputeCheck.Of(index, Text(DisputeIndex.Sums), hashes, Text, trusted, now);
        Explain(index, hashes.Count, policy is null, say);
        foreach (var finding in findings)
        {
            var (chinese, english) = Words(finding);
            say.WriteLine($"✗ {finding.Name}: {chinese}");
            say.WriteLine($"  {finding.Name}: {english}");
        }

        say.WriteLine(findings.IsEmpty
            ? "✓ 全部相符 All of it fits"
            : string.Create(CultureInfo.InvariantCulture, $"✗ {findings.Length} 处不符 things do not fit"));
        return findings.IsEmpty ? Fits : Fails;

        string Text(string name)
        {
            using var reader = new StreamReader(open(name), Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }

    private static void Explain(DisputeIndex index, int files, bool ownPolicy, TextWriter say)
    {
        var copies = index.Contents.Count(c => c.Sha256 != c.Recorded);
        var alone = index.Contents.Count(c => c.Receipt is null);
        say.WriteLine($"案件 cases       {string.Join(' ', index.About)}");
        say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"凭证 receipts    {index.Receipts.Length}"));
        say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"出示 shown       {index.Shown.Length}"));
        say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"文件 files       {files}"));
        if (copies > 0)
            say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"缩小副本，原件不在这里 scaled copies whose originals are not here: {copies}"));
        if (alone > 0)
            say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"没有凭证的文件 files without a receipt: {alone}"));
        if (index.Waiting > 0)
            say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"等待写入日志 waiting for the log: {index.Waiting}"));
        if (index.Destroyed > 0)
            say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"已随个人信息销毁 destroyed with the person: {index.Destroyed}"));
        if (ownPolicy)
        {
            say.WriteLine("信任策略取自包内，是公司给出的；最好用 --policy 换成从见证方得到的。");
            say.WriteLine("The policy is the one in the file, the company's word; better give one that you have from the witnesses, with --policy.");
        }

        say.WriteLine("index.html 的文字没有存证，以凭证为准。 The words of index.html are not in the log: the receipts count.");
    }

    private static (string Chinese, string English) Words(DisputeFinding finding) => finding switch
    {
        { Fault: DisputeFault.Missing } => ("缺少这个文件", "the file is missing"),
        { Fault: DisputeFault.Changed } => ("文件被改动或损坏", "the file was changed or damaged"),
        { Fault: DisputeFault.Unlisted } => ("清单里没有这个文件", "the file is on no list"),
        { Fault: DisputeFault.ShownDiffers } => ("出示的内容不是当时记录的", "what is shown is not what was recorded"),
        { Fault: DisputeFault.NotRecorded } => ("所指凭证的记录里没有这个文件", "the record of its receipt does not name this file"),
        { Why: { } why } => VerifyReceipt.Words(why),
        _ => ("凭证不成立", "the receipt does not hold"),
    };
}
