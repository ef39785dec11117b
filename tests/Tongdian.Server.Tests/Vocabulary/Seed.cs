using System.Globalization;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>What makes a test that draws lots do the same again, as far as the machine's own moments allow.</summary>
public static class Seed
{
    private const string Name = "TONGDIAN_TEST_SEED";

    /// <summary>Runs it with the seed that was given, or another one in every run; a failure says which.</summary>
    public static async Task Of(Func<int, Task> test)
    {
        var seed = Environment.GetEnvironmentVariable(Name) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        try
        {
            await test(seed);
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"With {Name}={seed}: {broken.Message}"), broken);
        }
    }
}
