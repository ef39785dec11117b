using System.Globalization;
using Tongdian.Domain;
using Tongdian.Domain.Evidence;

namespace Tongdian.Witness.Receipts;

/// <summary>Says in words what a receipt proves, since when, witnessed by whom, and what it does not. Asks nobody.</summary>
internal static class VerifyReceipt
{
    private const int Holds = 0;
    private const int Fails = 1;
    private const int CannotSay = 2;

    /// <summary>Checks a file.</summary>
    /// <param name="file">The receipt.</param>
    /// <param name="policy">The file that says whose word is enough; null: one beside the receipt, or where the platform keeps its checkpoints.</param>
    /// <param name="now">Nobody can have seen it later.</param>
    /// <param name="say">Where the answer goes.</param>
    /// <returns>0 when it holds, 1 when it does not, 2 when that cannot be said.</returns>
    public static int Run(string file, string? policy, DateTimeOffset now, TextWriter say)
    {
        if ((policy ?? Beside(file)) is not { } found)
        {
            say.WriteLine("不知道该信任谁：请用 --policy 给出信任策略（日志和见证方的公钥）。公司的在 /log/policy，最好向见证方核对。");
            say.WriteLine("Whose word is enough? Name a policy (keys of the log and its witnesses) with --policy. The company's is at /log/policy; better ask the witnesses for their keys.");
            return CannotSay;
        }

        if (LogPolicy.Read(File.ReadAllText(found)).Failed(out var wrong, out var trusted))
            return Refuse(say, wrong, $"{found}: ", CannotSay);
        if (Receipt.Read(File.ReadAllText(file)).Failed(out wrong, out var receipt))
            return Refuse(say, wrong, $"{file}: ", CannotSay);
        if (receipt.Verify(trusted, now).Failed(out wrong, out var seen))
            return Refuse(say, wrong, "", Fails);
        Explain(say, receipt, seen, trusted.Witnesses.Length);
        return Holds;
    }

    private static string? Beside(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var data = Environment.GetEnvironmentVariable("TONGDIAN_DATA") is { Length: > 0 } set ? set : "data";
        string[] places = [Path.Combine(folder, "policy"), Path.Combine(folder, "log-policy.txt"), Path.Combine(data, "checkpoints", "policy")];
        return Array.Find(places, File.Exists);
    }

    private static void Explain(TextWriter say, Receipt receipt, WitnessedCheckpoint seen, int witnesses)
    {
        var record = receipt.Record;
        say.WriteLine("✓ 证明成立 The proof holds");
        say.WriteLine($"  日志 log         {seen.Checkpoint.Origin}");
        say.WriteLine(FormattableString.Invariant($"  位置 entry       {receipt.Proof.Index} / {seen.Checkpoint.Size}"));
        say.WriteLine($"  案件 case        {record.Case}");
        say.WriteLine($"  事项 what        {record.Kind}{(record.Stage is { } stage ? $" · {stage}" : "")}");
        say.WriteLine($"  记录的时间 time  {record.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC（公司所写 as the company wrote it）");
        foreach (var (name, hash) in record.Contents)
            say.WriteLine($"    {name}  {hash}");
        say.WriteLine();
        say.WriteLine("证明了 Proved");
        say.WriteLine("  · 这份记录一字不差地在日志里，就在这个位置。");
        say.WriteLine("    This record, word for word, is in the log, at this place.");
        if (seen.Since is { } since)
        {
            say.WriteLine($"  · 自 {Instant(since)} 起就是如此：到那时已有足够的见证方看到它。");
            say.WriteLine($"    Since {Instant(since)}: by then enough witnesses had seen it.");
            say.WriteLine("  · 见证方看到的都是同一份日志，没有谁被另给一份。");
            say.WriteLine("    The witnesses see one log: nobody is shown a log of their own.");
        }

        foreach (var sighting in seen.Sightings)
            say.WriteLine($"    见证 witness {sighting.Witness.Name} ({sighting.Witness.Key.Name}) {Instant(sighting.Time)}");
        say.WriteLine();
        say.WriteLine("没有证明 Not proved");
        if (seen.Since is null)
        {
            say.WriteLine(witnesses == 0 ? "  · 自何时起：没有见证方，只有公司自己的签名，它可以给每个人看不同的日志。" : "  · 自何时起：信任策略不要求见证方。");
            say.WriteLine("    Since when: no witness is asked for. Only the company has signed, and it could show each a log of their own.");
        }

        say.WriteLine("  · 记录的内容属实：读错的表数也会被如实保存。");
        say.WriteLine("    That the record is true: a wrong reading is kept as faithfully as a right one.");
        say.WriteLine("  · 事情发生的时间：那是公司所写，只有见证方的时间出自别人。");
        say.WriteLine("    When it happened: that is the company's word; only the witnesses' time is somebody else's.");
        say.WriteLine("  · 没有别的记录，也没有漏记：从未写入的，不会被发现缺少。");
        say.WriteLine("    That nothing else was written down, or left out: what was never entered is not missed.");
        say.WriteLine("  · 人是谁：记录里只有案件编号和哈希值。");
        say.WriteLine("    Who a person is: the record names a case and hashes.");
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static int Refuse(TextWriter say, Error error, string where, int code)
    {
        var (chinese, english) = Words(error);
        say.WriteLine($"✗ {where}{chinese}");
        say.WriteLine($"✗ {where}{english}");
        return code;
    }

    /// <summary>Why a receipt does not hold, in both languages.</summary>
    public static (string Chinese, string English) Words(Error error) => error.Code switch
    {
        "evidence.policy-form" => ($"信任策略第 {error.Values["line"]} 行有误", $"line {error.Values["line"]} of the policy cannot be understood"),
        "evidence.proof-form" or "evidence.note-form" or "evidence.record-form" or "evidence.checkpoint-form" =>
            ("这不是存证凭证，或者内容不完整、被改动过", "this is no receipt, or it is cut short or was changed"),
        "evidence.origin-unknown" => ("信任策略里没有这个日志", "the policy does not know this log"),
        "evidence.unsigned" => ("日志没有用认可的密钥签名", "the log has not signed with a key that is known"),
        "evidence.signature-wrong" => ("签名不对：签名之后被改动过，或者不是这把密钥签的", "a signature is wrong: something was changed after it, or another key made it"),
        "evidence.time-ahead" => ("见证时间在将来：请核对时钟", "a witness says that it saw it in the future: look at the clocks"),
        "evidence.quorum-missed" => ("见证方不够", "too few witnesses have seen it"),
        _ => ("证明不成立：内容、位置或日志被改动过，或者这是另一条的证明", "the proof does not hold: record, place or log was changed, or it is the proof of another"),
    };
}
