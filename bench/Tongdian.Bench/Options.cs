using System.Collections.Immutable;
using System.Globalization;

namespace Tongdian.Bench;

/// <summary>What is measured, and for how long.</summary>
internal sealed record Options(
    int Cases, TimeSpan Run, int Rounds, int Connections, ImmutableArray<string> Only, ImmutableArray<string> Databases, string? Markdown, int Messages = 100_000, int Leaves = 100_000, double Minutes = 10,
    double? Rate = null)
{
    private const string Help = """
        用法 Usage: ./run bench [options]
          --cases <n>           先建多少件 cases that are there before: 1000, 1e4, 1e5, 1e6 (1e4)
          --seconds <n>         每次测量的秒数 seconds of one run (5)
          --rounds <n>          交替测量的次数 interleaved runs, of which the median counts (3)
          --connections <n>     同时的连接数 connections, one request at a time on each (64)
          --messages <n>        先排队多少条消息(b7) messages in the queue for b7 (1e5)
          --leaves <n>          日志先有多少条(b8) entries in the log for the proofs of b8 (1e5); the plan's bar is for 1e7
          --minutes <n>         半载运行多少分钟(b15) minutes at half load for b15 (10)
          --rate <n>            每秒多少个请求,代替半载(b15) requests a second for b15 instead of half load; as many as a province has on average: 125
          --only <list>         b1 (intake), b2 (lifecycle), b4 (progress), b6 (due sweep), b7 (messages out), b8 (evidence), b12 (wall), mixed (all at once,
                                closed and open loop); and only when named: b14 (growth from a tenth of the cases to all), b15 (soak), nodes (the mix at
                                one node, two and three; PostgreSQL)
          --database <which>    sqlite, postgres, both (both)
          --markdown <file>     结果另存 also write the result as Markdown
        """;

    /// <summary>The options, or null after saying what is wrong or how to use them.</summary>
    public static Options? Read(string[] args)
    {
        var options = new Options(10_000, TimeSpan.FromSeconds(5), 3, 64, ["b1", "b2", "b4", "b6", "b7", "b8", "b12", "mixed"], ["sqlite", "postgres"], null);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || Set(options, args[i], args[i + 1]) is not { } set)
            {
                Console.Error.WriteLine(args[i] is "--help" or "-h" ? Help : $"? {string.Join(' ', args[i..])}\n\n{Help}");
                return null;
            }

            options = set;
        }

        return options;
    }

    private static Options? Set(Options options, string name, string value)
    {
        var number = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var read) && read > 0 ? read : (double?)null;
        return name switch
        {
            "--cases" when number is { } n => options with { Cases = (int)n },
            "--seconds" when number is { } n => options with { Run = TimeSpan.FromSeconds(n) },
            "--rounds" when number is { } n => options with { Rounds = (int)n },
            "--connections" when number is { } n => options with { Connections = (int)n },
            "--messages" when number is { } n => options with { Messages = (int)n },
            "--leaves" when number is { } n => options with { Leaves = (int)n },
            "--minutes" when number is { } n => options with { Minutes = n },
            "--rate" when number is { } n => options with { Rate = n },
            "--only" => options with { Only = [.. value.Split(',')] },
            "--database" when value is "sqlite" or "postgres" => options with { Databases = [value] },
            "--database" when value == "both" => options,
            "--markdown" => options with { Markdown = value },
            _ => null,
        };
    }
}

/// <summary>The database does not hold what was acknowledged.</summary>
internal sealed class WrongCountException(string message) : Exception(message);
