using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A telephone of a crew, as the platform sees it: it signs in once and then speaks only through its device.</summary>
public sealed class FieldDeviceUnderTest
{
    private readonly TongdianServer server;

    private FieldDeviceUnderTest(TongdianServer server, Guid id, string secret) => (this.server, Id, Secret) = (server, id, secret);

    public Guid Id { get; }

    public string Secret { get; }

    public static async Task<FieldDeviceUnderTest> Enrol(TongdianServer server, string colleague, string name = "手机")
    {
        var device = (await (await server.As(colleague)).Post("/api/v1/field/devices", new { name })).Expect(201);
        return new FieldDeviceUnderTest(server, device.GetProperty("device").GetGuid(), device.GetProperty("secret").GetString()!);
    }

    /// <summary>The same telephone at another server of the same company.</summary>
    public FieldDeviceUnderTest At(TongdianServer other) => new(other, Id, Secret);

    /// <summary>Opens a session; the answer as it came.</summary>
    public Task<Answer> Open() => server.Anyone.Post("/api/v1/field/sessions", new { device = Id, secret = Secret });

    /// <summary>The device with an open session.</summary>
    public async Task<ApiClient> Session() =>
        server.Anyone.With("Authorization", $"Bearer {(await Open()).Expect(201).GetProperty("token").GetString()}");

    /// <summary>The visits, with the tags that the device has.</summary>
    public async Task<JsonElement> Work(object? have = null) =>
        (await (await Session()).Post("/api/v1/field/work", new { sentAt = server.Time.GetUtcNow(), have })).Expect(200);

    /// <summary>One visit of the list.</summary>
    public async Task<JsonElement> Visit(CaseUnderTest one, string stage) =>
        (await Work()).GetProperty("visits").EnumerateArray().Single(v => v.GetProperty("number").GetString() == one.Number && v.GetProperty("stage").GetString() == stage);

    /// <summary>Says what file will come.</summary>
    public async Task<Answer> Announce(Guid id, CaseUnderTest one, string stage, string kind, byte[] content, string? sha256 = null) =>
        await (await Session()).Put($"/api/v1/field/files/{id}", new { number = one.Number, stage, kind, sha256 = sha256 ?? Hash(content), bytes = content.Length });

    /// <summary>Sends a piece of it.</summary>
    public async Task<Answer> Piece(Guid id, byte[] content, int from, int length)
    {
        using var body = new ByteArrayContent(content, from, Math.Min(length, content.Length - from));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await (await Session()).With("Upload-Offset", from.ToString(CultureInfo.InvariantCulture)).Send(HttpMethod.Patch, $"/api/v1/field/files/{id}", body);
    }

    /// <summary>Sends a whole file in pieces.</summary>
    /// <returns>Its id.</returns>
    public async Task<Guid> Send(CaseUnderTest one, string stage, string kind, byte[] content, int piece = 64 * 1024)
    {
        var id = Guid.CreateVersion7(server.Time.GetUtcNow());
        var at = (await Announce(id, one, stage, kind, content)).Expect(200);
        while (!at.GetProperty("safe").GetBoolean())
            at = (await Piece(id, content, at.GetProperty("received").GetInt32(), piece)).Expect(200);
        return id;
    }

    /// <summary>Sends operations; what became of each.</summary>
    public async Task<JsonElement[]> Do(params JsonObject[] operations) =>
        [.. (await Try(operations)).Expect(200).GetProperty("results").EnumerateArray()];

    /// <summary>Sends operations; the answer as it came.</summary>
    public async Task<Answer> Try(params JsonObject[] operations) => await (await Session()).Post("/api/v1/field/operations", new JsonObject
    {
        ["sentAt"] = Said(server.Time.GetUtcNow()), ["operations"] = new JsonArray([.. operations.Select(o => o.DeepClone())]),
    });

    /// <summary>An operation as a device writes it down.</summary>
    public JsonObject Operation(CaseUnderTest one, string stage, string kind, JsonObject? body = null, string? from = null, JsonObject? place = null)
    {
        var operation = new JsonObject
        {
            ["id"] = Guid.CreateVersion7(server.Time.GetUtcNow()).ToString(), ["number"] = one.Number, ["stage"] = stage, ["kind"] = kind, ["saidAt"] = Said(server.Time.GetUtcNow()),
        };
        foreach (var (name, value) in new (string, JsonNode?)[] { ("body", body), ("base", from), ("place", place) })
        {
            if (value is not null)
                operation[name] = value.DeepClone();
        }

        return operation;
    }

    /// <summary>A form with its files sent from the device.</summary>
    public async Task<JsonObject> Form(CaseUnderTest one, string stage)
    {
        var form = await one.Form(stage);
        foreach (var (file, n) in form["files"]!.AsArray().Concat(form["signatures"]!.AsArray()).Select((f, n) => (f!.AsObject(), n)))
            file["file"] = await Send(one, stage, (string?)file["kind"] ?? $"signature-{(string?)file["role"]}", Photos.Jpeg(300 + n, 200));
        return form;
    }

    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string Said(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}
