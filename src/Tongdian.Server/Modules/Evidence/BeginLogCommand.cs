using System.Globalization;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Platform.Backup;
using Tongdian.Server.Platform.Startup;

namespace Tongdian.Server.Modules.Evidence;

/// <summary><c>./run log begin-anew</c>: closes the evidence log and begins another one, and says what that means.</summary>
internal static class BeginLogCommand
{
    private const int MostNamed = 50;

    /// <summary>Runs it while no server of the platform runs.</summary>
    /// <returns>0 when it is done, 1 when nothing was changed, and why was said.</returns>
    public static async Task<int> Run(string[] args)
    {
        try
        {
            await StoppedPlatform.Demand(BackupPlaces.ReadWithDatabase(args), CancellationToken.None);
        }
        catch (BackupException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. args, "--Cluster:TakesPart=false"], ContentRootPath = AppContext.BaseDirectory });
        builder.AddTongdian();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        await using var app = builder.Build();
        if ((await app.Services.GetRequiredService<BeginLogAnew>().Do(CancellationToken.None)).Failed(out var refused, out var done))
        {
            foreach (var line in AuditCommand.Both(refused))
                await Console.Error.WriteLineAsync(line);
            return 1;
        }

        foreach (var line in Lines(done, app.Services.GetRequiredService<EvidenceSettings>().Signer.Key))
            Console.WriteLine(line);
        return 0;
    }

    private static IEnumerable<string> Lines(BeginLogAnew.Done done, VerifierKey key)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"日志 {done.Closed} 已关闭，共对外给出 {done.Given} 条，原样保存在 {done.Folder}");
        yield return string.Create(CultureInfo.InvariantCulture, $"The log {done.Closed} is closed; {done.Given} entries of it were given out. It is in {done.Folder} as it was");
        foreach (var lost in done.Losses.Take(MostNamed))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"✗ {lost.Place} {lost.Case} 数据库里已没有这一条");
            yield return string.Create(CultureInfo.InvariantCulture, $"  {lost.Place} {lost.Case} the database does not have this entry any more");
        }

        if (done.Losses.Count > MostNamed)
            yield return string.Create(CultureInfo.InvariantCulture, $"… {done.Losses.Count}: {Path.Combine(done.Folder, ClosedLog.Lost)}");
        yield return $"  新日志的公钥，请告诉每个见证方（./run witness --log …）和核验凭证的人：{key}";
        yield return $"  The new log's key, for every witness (./run witness --log …) and whoever checks receipts: {key}";
        yield return string.Create(CultureInfo.InvariantCulture, $"✓ 新日志 {done.Begun} 从 {done.Size} 条开始；以前的凭证仍按旧日志的公钥核验。请启动平台，再执行 ./run audit");
        yield return string.Create(CultureInfo.InvariantCulture, $"✓ The new log {done.Begun} begins with {done.Size} entries; earlier receipts still hold under the old log's key. Start the platform, then run ./run audit");
    }
}
