using System.Globalization;
using Tongdian.Server.Platform.Startup;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary><c>./run log begin-anew</c>: closes the evidence log and begins another one, and says what that means.</summary>
internal static class BeginLogCommand
{
    private const int MostNamed = 50;

    /// <summary>Runs it while no server of the platform runs.</summary>
    /// <returns>0 when it is done, 1 when it was refused, 2 when there is no database.</returns>
    public static async Task<int> Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. args, "--Cluster:TakesPart=false"], ContentRootPath = AppContext.BaseDirectory });
        if (StorageServices.Missing(builder.Configuration, TongdianHost.DataFolder(builder.Configuration)) is { } nowhere)
        {
            await Console.Error.WriteLineAsync($"{nowhere} 里没有数据库。请在平台的文件夹里执行，或设 TONGDIAN_DATA。\nThere is no database in {nowhere}. Run it in the platform's folder, or set TONGDIAN_DATA.");
            return 2;
        }

        builder.AddTongdian();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        await using var app = builder.Build();
        if ((await app.Services.GetRequiredService<BeginLogAnew>().Do(CancellationToken.None)).Failed(out var refused, out var done))
        {
            foreach (var line in AuditCommand.Both(refused))
                await Console.Error.WriteLineAsync(line);
            return 1;
        }

        foreach (var line in Lines(done))
            Console.WriteLine(line);
        return 0;
    }

    private static IEnumerable<string> Lines(BeginLogAnew.Done done)
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
        yield return string.Create(CultureInfo.InvariantCulture, $"✓ 新日志 {done.Begun} 从 {done.Size} 条开始；以前的凭证仍按旧日志的公钥核验。请启动平台，再执行 ./run audit");
        yield return string.Create(CultureInfo.InvariantCulture, $"✓ The new log {done.Begun} begins with {done.Size} entries; earlier receipts still hold under the old log's key. Start the platform, then run ./run audit");
    }
}
