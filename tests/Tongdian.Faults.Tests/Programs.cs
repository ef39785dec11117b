using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace Tongdian.Faults.Tests;

/// <summary>The fault harness and its checker, as they are started.</summary>
internal static class Programs
{
    public static Task<(int Code, string Said)> Faults(params string[] arguments) => Start("FaultsProgram", arguments);

    public static Task<(int Code, string Said)> Checker(params string[] arguments) => Start("CheckerProgram", arguments);

    private static async Task<(int Code, string Said)> Start(string which, string[] arguments)
    {
        var relative = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == which).Value!;
        var start = new ProcessStartInfo("dotnet", [Path.GetFullPath(relative, AppContext.BaseDirectory), .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await said + await wrong);
    }
}
