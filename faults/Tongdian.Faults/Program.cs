using System.Globalization;
using Tongdian.Faults;

if (args is ["-h" or "--help"])
{
    Console.WriteLine(Options.Usage);
    return 0;
}

if (Options.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(Options.Usage);
    return 2;
}

if (options.Keep is { } keep && Directory.Exists(keep) && Directory.EnumerateFileSystemEntries(keep).Any())
{
    await Console.Error.WriteLineAsync($"文件夹不是空的 The folder is not empty: {keep}");
    return 2;
}

using var ended = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    ended.Cancel();
};
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"种子 seed {options.Seed}"));
var outcomes = new List<Outcome>();
foreach (var database in options.Databases)
{
    if (ended.IsCancellationRequested)
        break;
    await using var run = new Run(options, database);
    outcomes.Add(await run.Do(ended.Token));
}

return outcomes.Contains(Outcome.Wrong) || outcomes.TrueForAll(o => o == Outcome.NothingToDo) ? 1 : 0;
