using System.Globalization;
using Xunit;

namespace Tongdian.Faults.Tests;

/// <summary>Each fault once, on each database; the long run is <c>./run faults --count 1000</c>. What is said when a test fails begins with the seed.</summary>
public sealed class FaultsTests
{
    private static readonly string[] Anywhere =
        ["node-killed", "line-cut", "line-slow", "answer-lost", "disk-full", "memory-limit", "clock-jump", "provider-silent", "provider-breaks-off"];

    private static readonly string[] OfTheServer = ["database-killed", "database-away", "database-silent", "database-cut", "database-slow"];

    private static string Seed => Environment.GetEnvironmentVariable("TONGDIAN_TEST_SEED") is { Length: > 0 } given ? given : Random.Shared.Next().ToString(CultureInfo.InvariantCulture);

    [Theory, InlineData("sqlite", "9"), InlineData("postgres", "13")]
    public async Task Whatever_breaks_nothing_acknowledged_is_lost_or_double(string database, string count)
    {
        var (code, said) = await Programs.Faults("--database", database, "--count", count, "--seed", Seed);

        SkipWithoutServer(said);
        Assert.True(code == 0, said);
        string[] faults = database == "postgres" ? [.. Anywhere, .. OfTheServer] : Anywhere;
        foreach (var fault in faults)
        {
            if (said.Contains($"left out: {fault}", StringComparison.Ordinal))
                TestContext.Current.AddWarning($"{fault} was left out with {database}");
            else
                Assert.Contains($" {fault} ", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_was_never_synced_is_lost_and_the_checker_says_so()
    {
        var (code, said) = await Programs.Faults("--unsynced", "--seed", Seed);

        SkipWithoutServer(said);
        Assert.True(code == 0, said);
        Assert.Contains("was acknowledged, and 0", said, StringComparison.Ordinal);
    }

    private static void SkipWithoutServer(string said) =>
        Assert.SkipWhen(said.Contains("There is no PostgreSQL server here", StringComparison.Ordinal), "PostgreSQL is not installed: apt-get install postgresql");
}
