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

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"种子 seed {options.Seed}"));
var wrong = 0;
foreach (var database in options.Databases)
{
    await using var run = new Run(options, database);
    if (!await run.Do())
        wrong++;
}

return wrong == 0 ? 0 : 1;
