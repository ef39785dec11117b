using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Recognition.Vision;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Recognition;

public sealed class ProposeStructureTests
{
    private const string Good =
        """{"structure":{"value":"brick-concrete","confidence":0.8},"line":{"value":"wall","confidence":0.6},"route":{"value":"沿东墙至表箱","confidence":0.5}}""";

    [Fact]
    public void Without_settings_there_is_none()
    {
        using var services = ModuleAlone.Services();

        Assert.Null(services.GetService<ProposeStructure>());
    }

    [Fact]
    public async Task A_model_that_sees_proposes_with_confidence()
    {
        await using var model = await ProviderStub.Start(_ => (200, Completion(Good)));
        using var services = Asking(model.Url);

        var proposal = await services.GetRequiredService<ProposeStructure>().Of(Photos.Jpeg(), TestContext.Current.CancellationToken);

        Assert.Equal(("brick-concrete", 0.8), (proposal!.Structure!.Value, proposal.Structure.Confidence));
        Assert.Equal(("wall", "沿东墙至表箱"), (proposal.Line!.Value, proposal.Route!.Value));
        var asked = Assert.Single(model.Requests);
        Assert.Equal(("/v1/chat/completions", "Bearer a-key"), (asked.Path, asked.Headers["Authorization"]));
        Assert.Contains("data:image/jpeg;base64,", asked.Body, StringComparison.Ordinal);
        Assert.Contains("\"model\":\"a-model\"", asked.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("砖混结构")]
    [InlineData("```json\n" + """{"structure":null,"line":null,"route":null}""" + "\n```")]
    [InlineData("""{"structure":null,"line":null}""")]
    [InlineData("""{"structure":null,"line":null,"route":null,"note":"x"}""")]
    [InlineData("""{"structure":{"value":"straw","confidence":0.9},"line":null,"route":null}""")]
    [InlineData("""{"structure":{"value":"steel","confidence":9},"line":null,"route":null}""")]
    [InlineData("""{"structure":{"value":"steel","confidence":"high"},"line":null,"route":null}""")]
    [InlineData("""{"structure":null,"structure":null,"line":null,"route":null}""")]
    public void What_is_not_as_asked_is_no_proposal(string answer) => Assert.Null(StructureProposal.Read(answer));

    [Fact]
    public async Task Whatever_the_endpoint_does_nothing_is_thrown()
    {
        var answers = new Queue<(int, string)>(
        [
            (500, "no"), (401, """{"error":{"message":"bad key"}}"""), (200, ""), (200, "<html>"), (200, "{}"), (200, """{"choices":[]}"""), (200, Completion("")),
            (200, Completion("{")), (200, """{"choices":[{"message":{"role":"wizard","content":7}}]}"""),
        ]);
        var all = answers.Count;
        await using var model = await ProviderStub.Start(_ => answers.Dequeue());
        using var services = Asking(model.Url);

        for (var i = 0; i < all; i++)
            Assert.Null(await services.GetRequiredService<ProposeStructure>().Of(Photos.Jpeg(), TestContext.Current.CancellationToken));
        Assert.Equal(all, model.Requests.Count);
    }

    [Fact]
    public async Task Nobody_there_and_nobody_answering_are_no_proposal()
    {
        using var gone = Asking("http://127.0.0.1:1");
        Assert.Null(await gone.GetRequiredService<ProposeStructure>().Of(Photos.Jpeg(), TestContext.Current.CancellationToken));

        using var silence = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silence.Start();
        using var silent = Asking($"http://{silence.LocalEndpoint}", seconds: "1");
        Assert.Null(await silent.GetRequiredService<ProposeStructure>().Of(Photos.Jpeg(), TestContext.Current.CancellationToken));

        using var leaving = new CancellationTokenSource();
        var waiting = silent.GetRequiredService<ProposeStructure>().Of(Photos.Jpeg(), leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static ServiceProvider Asking(string url, string seconds = "30") => ModuleAlone.Services(
        ("Recognition:Vision:Url", url + "/v1"), ("Recognition:Vision:Key", "a-key"), ("Recognition:Vision:Model", "a-model"), ("Recognition:Vision:Seconds", seconds));

    private static string Completion(string text) =>
        $$$"""{"id":"1","object":"chat.completion","created":1,"model":"a-model","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":{{{JsonSerializer.Serialize(text)}}}}}]}""";
}
