using System.Globalization;

namespace Tongdian.Demo.Report;

/// <summary>The last lines.</summary>
internal static class Summary
{
    public static void Print(IReadOnlyList<CaseReport> reports, TimeSpan took)
    {
        var (archived, late, refused) = (reports.Count(r => r.Archived), reports.Sum(r => r.Late), reports.Sum(r => r.Refused));
        Console.WriteLine();
        Console.WriteLine($"缺项提交 {refused} 次,全部被拒 · {refused} submissions with something required left out, all refused");
        Console.WriteLine($"归档 {archived}/{reports.Count},超期环节 {late} · {archived} of {reports.Count} archived, {late} stages late");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"用时 {took.TotalSeconds:0} s · took {took.TotalSeconds:0} s"));
    }
}
