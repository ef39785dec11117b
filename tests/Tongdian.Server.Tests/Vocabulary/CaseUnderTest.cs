using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Demo;
using Tongdian.Server.Modules.Processes;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A case that a test submitted over the API and carries on over the API.</summary>
public sealed class CaseUnderTest
{
    private readonly TongdianServer server;
    private readonly List<Guid> photos = [];
    private readonly List<Guid> papers = [];

    private CaseUnderTest(TongdianServer server, string number, string code, JsonElement slip) =>
        (this.server, Number, Code, Slip) = (server, number, code, slip);

    /// <summary>The answer to the submission.</summary>
    public JsonElement Slip { get; }

    public string Number { get; }

    public string Code { get; }

    public string Path => $"/api/v1/cases/{Number}";

    public ApiClient Customer => server.AsCustomer(Number, Code);

    /// <summary>Submits an application with all its documents.</summary>
    public static async Task<CaseUnderTest> Submit(TongdianServer server, JsonObject application, bool withDocuments = true)
    {
        if (withDocuments)
            await AddDocuments(server, application);
        var slip = (await server.Anyone.Post("/api/v1/cases", application)).Expect(201);
        return new CaseUnderTest(server, slip.GetProperty("number").GetString()!, slip.GetProperty("accessCode").GetString()!, slip);
    }

    /// <summary>A case that was submitted elsewhere: what is not the customer's can be done.</summary>
    public static CaseUnderTest Of(TongdianServer server, string number) => new(server, number, "", default);

    public static async Task AddDocuments(TongdianServer server, JsonObject application)
    {
        foreach (var kind in Samples.DocumentsOf(application))
            application["documents"]!.AsArray().Add(new JsonObject { ["kind"] = kind, ["file"] = await server.Anyone.Upload() });
    }

    public async Task<int> Version() => (await Look()).Version;

    public Task<Case> Look() => server.Load(Number);

    public async Task<ProcessDefinition> Process() => server.Services.GetRequiredService<ProcessCatalog>().Get((await Look()).Process);

    public async Task<StageStatus> Status(string stage) => (await Look()).Stage(stage).Status;

    /// <summary>Posts to the case as it stands now.</summary>
    public async Task<Answer> Do(ApiClient who, string action, object? body = null, string? key = null) =>
        await who.Post($"{Path}/{action}", body, await Version(), key);

    /// <summary>Somebody decides what the customer sees of a photograph of the works.</summary>
    public Task<Answer> Decide(ApiClient who, Guid photo, object decision) => who.Post($"{Path}/photos/{photo}", decision);

    /// <summary>Who does a stage.</summary>
    public async Task<ApiClient> DoerOf(string stage) =>
        (await Process()).Stage(stage)!.Role is var role && role == Roles.Customer ? Customer : await server.As(role);

    /// <summary>What a stage asks for, with values that fit.</summary>
    public async Task<JsonObject> Form(string stage, bool failing = false, Action<JsonObject>? change = null)
    {
        var (state, definition) = (await Look(), (await Process()).Stage(stage)!);
        var fields = SampleForms.Fields(definition, state.Fact, server.Time.GetUtcNow(), failing);
        JsonElement? Known(string path) =>
            path.StartsWith(stage + ".", StringComparison.Ordinal) ? fields.TryGetValue(path[(stage.Length + 1)..], out var own) ? own : null : state.Fact(path);
        var wanted = definition.Files.Where(f => f.Min > 0 && Condition.AllHold(f.When, Known)).SelectMany(f => Enumerable.Repeat(f, f.Min)).ToList();
        var (photo, paper) = (0, 0);
        var files = new JsonArray();
        foreach (var f in wanted)
        {
            var file = f.Format == FileFormat.Pdf ? await Nth(papers, paper++, Samples.Pdf) : await Nth(photos, photo++, Samples.Photo);
            files.Add(new JsonObject { ["kind"] = f.Kind, ["file"] = file });
        }

        var signatures = new JsonArray();
        foreach (var s in definition.Signatures)
            signatures.Add(new JsonObject { ["role"] = s.Role, ["file"] = await Nth(photos, photo++, Samples.Photo) });
        var form = new JsonObject
        {
            ["fields"] = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, JsonNode.Parse(f.Value.GetRawText())))), ["files"] = files, ["signatures"] = signatures,
        };
        change?.Invoke(form);
        return form;
    }

    /// <summary>Completes a stage by whoever does it.</summary>
    public async Task<JsonElement> Complete(string stage, bool failing = false, Action<JsonObject>? change = null) =>
        (await Do(await DoerOf(stage), $"stages/{stage}/complete", await Form(stage, failing, change))).Expect(200);

    /// <summary>Completes stage after stage, asking for what waits for a request, until the named one is open (or all that can be is done).</summary>
    public async Task<IReadOnlyList<string>> GoOn(string until = "")
    {
        var done = new List<string>();
        while (true)
        {
            var (state, process) = (await Look(), await Process());
            var open = process.Stages.Where(s => state.Stage(s.Id).Status.IsOpen() && s.Id != "follow-up").ToList();
            if (open.Count == 0 || open.Any(s => s.Id == until))
                return done;
            var next = open.OrderBy(s => s.Inside is null).First();
            if (state.Stage(next.Id).Status == StageStatus.AwaitingRequest)
                (await Do(Customer, $"stages/{next.Id}/request", new { note = "请安排" })).Expect(200);
            else
                await Complete(next.Id);
            done.Add(next.Id);
        }
    }

    private async Task<Guid> Nth(List<Guid> kept, int n, byte[] content)
    {
        while (kept.Count <= n)
            kept.Add(await server.Anyone.Upload(content));
        return kept[n];
    }
}
