using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>Somebody who calls the API. Answers are never thrown away: a test says what it expects of them.</summary>
public sealed class ApiClient(HttpClient http, UnexpectedFailures unexpected, IReadOnlyList<(string Name, string Value)> identity)
{
    /// <summary>The case this caller is the customer of.</summary>
    public string? Case { get; init; }

    /// <summary>The same caller, with one more header on every request.</summary>
    public ApiClient With(string name, string value) => new(http, unexpected, [.. identity, (name, value)]) { Case = Case };

    public ApiClient InEnglish => With("Accept-Language", "en");

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

    /// <summary>Posts JSON; <paramref name="version"/> goes as <c>If-Match</c>.</summary>
    public Task<Answer> Post(string path, object? body = null, int? version = null, string? key = null) =>
        Send(HttpMethod.Post, path, Json(body), version is { } v ? $"\"{v.ToString(CultureInfo.InvariantCulture)}\"" : null, key);

    /// <summary>Puts JSON.</summary>
    public Task<Answer> Put(string path, object body) => Send(HttpMethod.Put, path, Json(body));

    /// <summary>Posts text exactly as given.</summary>
    public Task<Answer> PostRaw(string path, byte[] body, string mediaType = "application/json", string? ifMatch = null, string? key = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return Send(HttpMethod.Post, path, content, ifMatch, key);
    }

    /// <summary>Uploads a file.</summary>
    /// <returns>Its id.</returns>
    public async Task<Guid> Upload(byte[]? content = null, string name = "photo.jpg")
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content ?? Samples.Photo), "file", name } };
        return (await Send(HttpMethod.Post, "/api/v1/files", form)).Expect(201).GetProperty("id").GetGuid();
    }

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, string? ifMatch = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in identity)
            request.Headers.TryAddWithoutValidation(name, value);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var response = await http.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        var answer = new Answer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), headers, $"{method} {path}");
        return answer.Status == 500 ? throw new InvalidOperationException($"{answer.Asked} → 500 {answer.Text}\n{unexpected.Last}") : answer;
    }

    private static StringContent? Json(object? body) =>
        body is null ? null : new StringContent(body as string ?? JsonSerializer.Serialize(body, Samples.Json), Encoding.UTF8, "application/json");
}

/// <summary>What the API answered.</summary>
public sealed record Answer(int Status, byte[] Bytes, IReadOnlyDictionary<string, string> Headers, string Asked)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>The stable code of a refusal.</summary>
    public string Code => Json.GetProperty("code").GetString()!;

    /// <summary>The wrong fields of a refusal with their codes: <c>supply.capacityKw: field.out-of-range</c>.</summary>
    public IReadOnlyList<string> Fields => Json.TryGetProperty("errorCodes", out var fields)
        ? [.. fields.EnumerateObject().SelectMany(f => f.Value.EnumerateArray().Select(c => $"{f.Name}: {c.GetString()}")).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The version in the <c>ETag</c>.</summary>
    public int Version => int.Parse(Headers["ETag"].Trim('"'), CultureInfo.InvariantCulture);

    /// <summary>The body, when the status is this.</summary>
    public JsonElement Expect(int status) => Status == status
        ? Bytes.Length == 0 || !Headers.GetValueOrDefault("Content-Type", "").Contains("json", StringComparison.Ordinal) ? default : Json
        : throw new InvalidOperationException($"{Asked} → {Status}, not {status}: {Text}");

    /// <summary>A refusal: status and code.</summary>
    public string Refusal => Status >= 400 ? $"{Status} {Code}" : $"{Status}, no refusal: {Text}";
}
