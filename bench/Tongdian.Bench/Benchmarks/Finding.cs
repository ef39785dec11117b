using Tongdian.Bench.Load;

namespace Tongdian.Bench.Benchmarks;

/// <summary>One comparison.</summary>
/// <param name="Benchmark">B1, B2 or B4.</param>
/// <param name="What">What the platform did.</param>
/// <param name="Product">How fast.</param>
/// <param name="Ceiling">What it is compared with.</param>
/// <param name="CeilingRate">How fast that is, per second.</param>
/// <param name="Ratio">Platform to ceiling, inside one run.</param>
/// <param name="Bar">The ratio to reach; null when the line only explains.</param>
/// <param name="MostP99">The longest p99 allowed, milliseconds.</param>
internal sealed record Finding(
    string Benchmark, string What, Measured Product, string Ceiling, double CeilingRate, double Ratio, double? Bar, double? MostP99)
{
    /// <summary>Whether the bar is reached; null when there is none.</summary>
    public bool? Passed => Bar is { } bar ? Ratio >= bar && !(Product.P99 > MostP99) : null;
}
