using System.Globalization;
using Tongdian.Domain;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Evidence.Chain;
using Tongdian.Server.Platform.Backup;
using Tongdian.Server.Platform.Startup;
using Tongdian.Server.Resources;

namespace Tongdian.Server.Modules.Evidence;

/// <summary><c>./run audit</c>: says what was done to the log, in words of both languages.</summary>
internal static class AuditCommand
{
    /// <summary>Runs it beside a platform that may be running too.</summary>
    /// <returns>0 when nothing contradicts what was kept, 1 when something does, 2 when nothing does and the chain could not be asked, or when there is no database.</returns>
    public static async Task<int> Run(string[] args)
    {
        string[] options = [.. args.Where(a => a != "--chain")];
        try
        {
            // Looking makes nothing: no folder, no key.
            BackupPlaces.ReadWithDatabase(options);
        }
        catch (BackupException nowhere)
        {
            await Console.Error.WriteLineAsync(nowhere.Message);
            return 2;
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. options, "--Cluster:TakesPart=false"], ContentRootPath = AppContext.BaseDirectory });
        if (args.Contains("--chain"))
            LocalChain.Find(builder.Configuration);
        builder.AddTongdian();
        // What goes wrong is told in words, once.
        builder.Logging.SetMinimumLevel(LogLevel.None);
        await using var app = builder.Build();
        try
        {
            var report = await app.Services.GetRequiredService<AuditLog>().Do(CancellationToken.None);
            foreach (var line in Lines(report))
                Console.WriteLine(line);
            var closed = ClosedLog.In(app.Services.GetRequiredService<EvidenceSettings>().ClosedFolder).Select(l => (Log: l, Says: l.Check())).ToList();
            foreach (var line in closed.SelectMany(c => Lines(c.Log, c.Says)))
                Console.WriteLine(line);
            return !report.Findings.IsEmpty || closed.Exists(c => !c.Says.Holds) ? 1 : report.Chain?.Wrong is null ? 0 : 2;
        }
        catch (InvalidDataException e)
        {
            Console.WriteLine($"✗ 库外保存的检查点被改动：{e.Message}\n  A checkpoint that was kept outside was changed: {e.Message}");
            return 1;
        }
    }

    /// <summary>The report, line by line.</summary>
    public static IEnumerable<string> Lines(AuditLog.Report report)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"日志共 {report.Size} 条，根 {report.Root}");
        yield return string.Create(CultureInfo.InvariantCulture, $"The log has {report.Size} entries; its root is {report.Root}");
        yield return string.Create(CultureInfo.InvariantCulture, $"与数据库之外保存的 {report.Checkpoints} 个检查点比对，前 {report.Proven} 条得到证实");
        yield return string.Create(CultureInfo.InvariantCulture, $"Compared with {report.Checkpoints} checkpoints kept outside the database, the first {report.Proven} entries are proven");
        foreach (var line in report.Chain is { } chain ? Lines(chain) : [])
            yield return line;
        foreach (var finding in report.Findings)
        {
            var (chinese, english) = Words(finding.What);
            var where = finding is { From: { } from, To: { } to } ? string.Create(CultureInfo.InvariantCulture, $" {from}{(to - from > 1 ? $"–{to - 1}" : "")}") : "";
            var against = finding.Against is { } file ? $" ({file})" : "";
            yield return $"✗{where} {string.Join(' ', finding.Cases)} {chinese}{against}";
            yield return $" {where} {string.Join(' ', finding.Cases)} {english}{against}";
        }

        if (report.Findings.IsEmpty)
        {
            yield return "✓ 没有发现改动";
            yield return "✓ Nothing was found to be altered";
        }
    }

    private static IEnumerable<string> Lines(ClosedLog log, ClosedLog.Checked says) => says.Holds
        ? [
            string.Create(CultureInfo.InvariantCulture, $"✓ 已关闭的日志 {log.Key.Name}：{says.Size} 条与其最后的检查点一致，其中 {says.Lost} 条在恢复时丢失"),
            string.Create(CultureInfo.InvariantCulture, $"✓ The closed log {log.Key.Name}: its {says.Size} entries are those of its last checkpoint; {says.Lost} of them were lost in a restore"),
        ]
        : [
            string.Create(CultureInfo.InvariantCulture, $"✗ 已关闭的日志 {log.Key.Name}：保存的条目与检查点不符 ({log.Folder})"),
            string.Create(CultureInfo.InvariantCulture, $"✗ The closed log {log.Key.Name}: the leaves that were kept are not those of its checkpoint ({log.Folder})"),
        ];

    /// <summary>An error in both languages.</summary>
    public static IEnumerable<string> Both(Error error) => [ErrorTexts.In("zh-CN", error), ErrorTexts.In("en", error)];

    private static IEnumerable<string> Lines(AuditLog.Anchored chain)
    {
        if (chain.Wrong is { } wrong)
            return Both(wrong).Select(l => $"! {l} ({chain.Where})");
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"与链（{chain.Where}）上的 {chain.Anchors} 个锚点比对，前 {chain.Proven} 条得到证实"),
            string.Create(CultureInfo.InvariantCulture, $"Compared with {chain.Anchors} anchors on the chain ({chain.Where}), the first {chain.Proven} entries are proven"),
        ];
    }

    private static (string Chinese, string English) Words(Alteration what) => what switch
    {
        Alteration.RecordChanged => ("记录被改动：不是写入日志的那一份", "the record was changed: it is not the one that was entered"),
        Alteration.EntryChanged => ("日志条目被改动", "the entry of the log was changed"),
        Alteration.Deleted => ("日志条目被删除", "entries of the log were deleted"),
        Alteration.Inserted => ("插入了原本没有的条目", "entries were put in that were not there"),
        Alteration.Swapped => ("两条条目被对调", "two entries have changed places"),
        Alteration.CutOff => ("日志末尾被截断", "the end of the log was cut off"),
        Alteration.Rewritten => ("这一段被改写，没有留下可以看出是哪一条的依据", "something in this range was rewritten, and nothing was kept that tells what"),
        Alteration.Forked => ("两个检查点互相矛盾：有人看到的是另一份日志", "two checkpoints contradict each other: somebody was shown another log"),
        Alteration.TilesChanged => ("保存的条目与检查点不符", "the leaves that were kept are not those of the checkpoints"),
        Alteration.FactChanged => ("案件经过被改动：与写入日志的不一致", "the history of the case was changed: it is not what was entered"),
        Alteration.FactGone => ("案件经过被删除：日志里有，案件里没有了", "the history of the case no longer has what was entered"),
        Alteration.FactUnrecorded => ("案件经过没有对应的日志条目", "the history of the case has what the log has no entry for"),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };
}
