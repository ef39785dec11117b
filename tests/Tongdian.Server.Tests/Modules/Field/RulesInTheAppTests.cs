using System.Diagnostics;
using System.Text.Json;
using CsCheck;
using Tongdian.Domain.Survey;
using Tongdian.Domain.Tests.Survey;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Field;

/// <summary>The calculation of the field app, run as WebAssembly, beside that of the server.</summary>
public sealed class RulesInTheAppTests
{
    private static readonly string Bundle = Path.Combine(Repository.Root, "src", "Tongdian.Field.Rules", "bin", "bundle", "wwwroot", "_framework", "dotnet.js");

    private static readonly string[] Refused =
    [
        "", "null", "{", "{}", "{\"lod\":{}}", "{\"load\":{\"askedKw\":\"five\"}}", "{\"load\":{\"askedKw\":1e40}}", "{\"feeder\":{\"kv\":10,\"limitA\":0,\"greatestA\":-1}}",
        "{\"nameplate\":{\"model\":\"型号?\",\"voltage\":\"3×100V\",\"current\":\"60(5)A\",\"constant\":-1}}",
    ];

    [Fact]
    public async Task The_app_and_the_server_give_the_same_answers_to_the_letter()
    {
        var inputs = RandomSurveys.Everything.Array[1000].Single()
            .Select(input => JsonSerializer.Serialize(input, SurveyJson.Default.SurveyInput))
            .Concat(Refused)
            .ToList();

        var here = inputs.Select(input => SurveyAnswer.Of(input, Given.China).Write()).ToList();
        var there = await InTheApp(inputs);

        Assert.Equal(here.Count, there.Length);
        Assert.All(here.Zip(there, inputs), pair => Assert.Equal(pair.First, pair.Second));
        // What looks odd may still be calculated; every random survey is.
        Assert.InRange(here.Count(answer => answer.StartsWith("{\"ok\":true,\"tables\":\"cn 1\",", StringComparison.Ordinal)), 1000, here.Count);
    }

    private static async Task<string[]> InTheApp(IEnumerable<string> inputs)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "inputs");
        await File.WriteAllTextAsync(file, string.Join('\n', inputs) + "\n");
        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                Path.Combine(Repository.Root, "tests", "Tongdian.Server.Tests", "Modules", "Field", "calculate.mjs"), Bundle,
                Path.Combine(AppContext.BaseDirectory, "survey", "cn.json"), file,
            },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var answers = node.StandardOutput.ReadToEndAsync();
        var trouble = node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await trouble);
        return (await answers).TrimEnd('\n').Split('\n');
    }
}
