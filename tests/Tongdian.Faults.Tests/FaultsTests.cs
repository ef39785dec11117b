using System.Globalization;
using Xunit;

namespace Tongdian.Faults.Tests;

/// <summary>Each fault once, on each database; the long run is <c>./run faults --count 1000</c>. What is said when a test fails begins with the seed.</summary>
public sealed class FaultsTests
{
    private static string Seed => Environment.GetEnvironmentVariable("TONGDIAN_TEST_SEED") is { Length: > 0 } given ? given : Random.Shared.Next().ToString(CultureInfo.InvariantCulture);

    [Theory, InlineData("sqlite", "9"), InlineData("postgres", "13")]
    public async Task Whatever_breaks_nothing_acknowledged_is_lost_or_double(string database, string faults)
    {
        var (code, said) = await Programs.Faults("--database", database, "--count", faults, "--seed", Seed);

        Assert.True(code == 0, said);
    }

    [Fact]
    public async Task What_was_never_synced_is_lost_and_the_checker_says_so()
    {
        var (code, said) = await Programs.Faults("--unsynced", "--seed", Seed);

        Assert.True(code == 0, said);
        Assert.Contains("was acknowledged, and 0", said, StringComparison.Ordinal);
    }
}
