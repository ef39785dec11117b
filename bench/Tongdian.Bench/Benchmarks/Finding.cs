using Tongdian.Bench.Load;

namespace Tongdian.Bench.Benchmarks;

/// <summary>What has to be reached; what is not set does not count.</summary>
/// <param name="Ratio">Platform to what it is compared with, at least.</param>
/// <param name="Rate">Per second, at least.</param>
/// <param name="P50">Milliseconds, at most.</param>
/// <param name="P99">Milliseconds, at most.</param>
internal sealed record Bar(double? Ratio = null, double? Rate = null, double? P50 = null, double? P99 = null);

/// <summary>One comparison.</summary>
/// <param name="Benchmark">B1, B2 and so on, or mixed.</param>
/// <param name="What">What the platform did.</param>
/// <param name="Product">How fast.</param>
/// <param name="Ceiling">What it is compared with.</param>
/// <param name="CeilingRate">How fast that is, per second.</param>
/// <param name="Ratio">Platform to ceiling, inside one run.</param>
/// <param name="Bar">What to reach; null when the line only explains.</param>
internal sealed record Finding(string Benchmark, string What, Measured Product, string Ceiling, double CeilingRate, double Ratio, Bar? Bar = null)
{
    /// <summary>What it cost; null when that was not measured.</summary>
    public Cost? Cost { get; init; }

    /// <summary>Whether the bar is reached; null when there is none.</summary>
    public bool? Passed => Bar is { } bar
        ? !(Ratio < bar.Ratio) && !(Product.Rate < bar.Rate) && !(Product.P50 > bar.P50) && !(Product.P99 > bar.P99)
        : null;
}
