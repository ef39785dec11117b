using System.Globalization;
using System.Xml;
using Tongdian.Demo.Api;

namespace Tongdian.Demo.Report;

/// <summary>One case on the console.</summary>
internal static class CasePage
{
    // The platform's answers are in the company's zone, its recorded facts in UTC.
    private static readonly TimeSpan Zone = TimeSpan.FromHours(8);

    private static readonly string[] Heading = ["环节 stage", "经办 who", "时限 limit", "用时 taken", "按时 on time"];

    public static void Print(CaseReport report, DateTimeOffset now)
    {
        var state = report.Case;
        Console.WriteLine();
        Console.WriteLine($"{report.Process.Name} {report.English.Name} · {state.Number}");
        Console.WriteLine($"  流程由来 why this process: {state.ProcessReason}");
        Console.WriteLine(
            $"  承诺 promise: {state.Promise.Name},至 until {Short(state.Promise.DueAt)} · 供电方用时 our time {Show(state.Promise.UsedByUtility)}{(state.Promise.Unit == "hours" ? "" : "(工作时间内 within working time)")} / 总历时 elapsed {Show(state.Promise.UsedElapsed)}"
            + (state.Promise.BreachedAt is null ? "" : " · 超期 BREACHED"));
        Console.WriteLine($"  送电 energised {Short(state.EnergisedAt)} · 照片 photographs {report.Photos} · 状态 state {state.State}");
        Table.Print([Heading, .. state.Stages.Select(s => Row(report, s, now))]);
    }

    private static string[] Row(CaseReport report, CaseStageView stage, DateTimeOffset now)
    {
        var definition = report.Process.Stages.Find(s => s.Id == stage.Id)!;
        var rounds = report.Rounds(stage.Id);
        var name = $"{stage.Name} {report.English.Stages.Find(s => s.Id == stage.Id)!.Name}{(rounds > 1 ? $" ×{rounds}" : "")}";
        var done = stage.FinishedAt is not null;
        return [name, report.Who(stage), Limit(definition), done ? Show(report.Taken(stage.Id)) : "—", Verdict(report, stage, now)];
    }

    private static string Verdict(CaseReport report, CaseStageView stage, DateTimeOffset now) => CaseReport.OnTime(stage) switch
    {
        true => "是 yes",
        false => "否 NO",
        null when report.NotBefore(stage.Id) is { } from => $"{Math.Round((from - now).TotalDays):0} 天后 in days: {Short(from)} – {Short(stage.DueAt)}",
        null when stage.FinishedAt is not null => "不设时限 no limit",
        null => stage.State,
    };

    private static string Limit(StageView stage) => stage.Limit is not { } limit ? "—" : string.Create(CultureInfo.InvariantCulture, $"{limit.Amount:0.##} ") + Unit(limit.Unit) + (limit.Reading == "customer" ? " (客户 customer)" : "");

    private static string Unit(string unit) => unit switch
    {
        "hours" => "小时 h",
        "working-hours" => "工作小时 wh",
        "working-days" => "工作日 wd",
        _ => unit,
    };

    private static string Show(string duration) => Show(XmlConvert.ToTimeSpan(duration));

    private static string Show(TimeSpan taken) => taken.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{taken.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)taken.TotalHours} h {taken.Minutes:00} m");

    private static string Short(DateTimeOffset? at) => at?.ToOffset(Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "—";
}
