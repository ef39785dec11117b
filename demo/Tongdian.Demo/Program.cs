using System.Runtime.InteropServices;
using System.Text;
using Tongdian.Demo;
using Tongdian.Demo.Journey;
using Tongdian.Demo.Report;
using Tongdian.Demo.Running;
using Tongdian.Demo.Stories;

Console.OutputEncoding = Encoding.UTF8;
if (Options.Read(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

if (options.Help)
{
    Console.WriteLine(Options.Usage);
    return 0;
}

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var time = TimeProvider.System;
var began = time.GetTimestamp();

try
{
    await using var platform = await Platform.Start(options.Url, stop.Token);
    try
    {
        var ready = time.GetElapsedTime(began);
        Console.WriteLine($"平台就绪 The platform is ready, {ready.TotalSeconds:0} s");
        using var office = new Office(platform, time, stop.Token);
        var journeys = Story.ReadAll().Select(story => new CaseJourney(office, story)).ToList();
        await Together(journeys.ConvertAll(j => j.Run()));
        var reports = journeys.ConvertAll(j => j.Report());
        foreach (var report in reports)
            CasePage.Print(report, time.GetUtcNow());
        Summary.Print(reports, time.GetElapsedTime(began));
        return reports.TrueForAll(r => r.Archived) ? 0 : 1;
    }
    catch (Exception) when (!stop.IsCancellationRequested)
    {
        platform.ShowLog();
        throw;
    }
}
catch (DemoFailed failed)
{
    Console.Error.WriteLine($"\n演示失败 The demo failed\n  {failed.Message}");
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("\n已中止 Stopped");
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

// The first that fails is the one to tell about; the others stop with it.
async Task Together(List<Task> running)
{
    while (running.Count > 0)
    {
        var done = await Task.WhenAny(running);
        await done;
        running.Remove(done);
    }
}
