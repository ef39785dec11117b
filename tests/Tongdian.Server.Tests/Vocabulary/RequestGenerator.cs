using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>
/// Draws requests from the OpenAPI document: some as a program would send them, most with something wrong in the path, the query, the headers or the body.
/// The same seed draws the same request.
/// </summary>
/// <param name="document">The OpenAPI document.</param>
/// <param name="known">What is really there, by the name of the parameter or field: <c>number</c>, <c>file</c>, <c>region</c>…</param>
internal sealed class RequestGenerator(JsonElement document, IReadOnlyDictionary<string, string[]> known)
{
    private const int Deepest = 6;

    private static readonly string[] OddTexts =
    [
        "", " ", "0", "-1", "null", "true", "../../etc/passwd", "..%2f..%2f", "'; DROP TABLE cases; --", "<script>alert(1)</script>", "${jndi:ldap://x}", "{0}", "%s%n",
        "𠮷𡈽👷🏽‍♂️", "\u202E\u200B\u200D", "é\u0301\u0301\u0301", "ﷺ", "\uFFFF", "İıſK", "NaN", "Infinity", "1e400", "99999999999999999999", "2026-02-30", "2026-13-01T25:61:61+99:00",
        "9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00Z", "00000000-0000-0000-0000-000000000000", "TD0000000000000", "td-2026", "PT1H", "P99999999999D", new('长', 3000), new('a', 300),
    ];

    private static readonly string[] OddNumbers =
        ["0", "-0", "-1", "1.5", "1e400", "-1e400", "1e-400", "2147483648", "-2147483649", "9223372036854775808", "99999999999999999999999999999999", "0.1000000000000000000000000001", "1E+2"];

    private static readonly string[] OddPaths = ["%", "%zz", "%00", "%2e%2e", "%2f", "%C0%AF", "%ED%A0%80", "%F0%A0%AE%B7", "a;b=c", "~", "*", ".", ".."];

    private static readonly string[] OddTypes =
        ["application/json", "application/json; charset=utf-16", "application/json; charset=klingon", "text/json", "application/xml", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/merge-patch+json"];

    private static readonly string[] OddMethods = ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get"];

    private static readonly string[] Headers =
    [
        "If-Match", "If-None-Match", "Idempotency-Key", "Accept-Language", "Accept", "X-Access-Code", "Range", "If-Modified-Since", "X-Forwarded-For", "X-Forwarded-Proto", "X-HTTP-Method-Override",
        "Upload-Offset", "Accept-Encoding", "Cookie", "Content-Encoding", "Expect", "Origin", "Forwarded", "traceparent",
    ];

    private readonly List<(string Method, string Path, JsonElement Operation)> operations =
    [
        .. document.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Where(o => o.Value.TryGetProperty("responses", out _)).Select(o => (o.Name.ToUpperInvariant(), p.Name, o.Value))),
    ];

    /// <summary>A request to any operation.</summary>
    public HttpRequestMessage Draw(Uri server, Random lots)
    {
        var (method, path, operation) = operations[lots.Next(operations.Count)];
        if (Chance(lots, 4))
            method = Any(lots, OddMethods);
        var request = new HttpRequestMessage(
            new HttpMethod(method), new Uri(server.ToString().TrimEnd('/') + Path(path, lots) + Query(operation, lots), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (method is not ("GET" or "HEAD" or "TRACE") && !Chance(lots, 5))
            request.Content = Content(operation, lots);
        if (Chance(lots, 70))
            request.Headers.TryAddWithoutValidation("If-Match", Chance(lots, 80) ? $"\"{lots.Next(1, 12).ToString(CultureInfo.InvariantCulture)}\"" : Header(lots));
        foreach (var name in Headers.Where(_ => Chance(lots, 4)))
            request.Headers.TryAddWithoutValidation(name, Header(lots));
        return request;
    }

    /// <summary>The body of an operation as a program would send it; null when it takes none.</summary>
    public string? Sound(string method, string path, Random lots) =>
        operations.FirstOrDefault(o => o.Method == method && o.Path == path) is { Operation.ValueKind: JsonValueKind.Object } found && Schema(found.Operation) is { } schema
            ? Value(schema, "", lots, wrong: 0, 0)
            : null;

    private string Path(string path, Random lots) => string.Join('/', path.Split('/').Select(part => part is ['{', .., '}']
        ? Chance(lots, 70) && known.TryGetValue(part[1..^1], out var real) ? Uri.EscapeDataString(Any(lots, real)) : Chance(lots, 20) ? Any(lots, OddPaths) : Uri.EscapeDataString(Short(lots))
        : part));

    private string Query(JsonElement operation, Random lots)
    {
        var said = new List<string>();
        if (operation.TryGetProperty("parameters", out var parameters))
        {
            foreach (var parameter in parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query" && Chance(lots, 60)))
            {
                var name = parameter.GetProperty("name").GetString()!;
                var value = Chance(lots, 50) ? Plain(Value(parameter.TryGetProperty("schema", out var s) ? s : default, name, lots, wrong: 10, 0)) : Short(lots);
                said.Add($"{name}={Uri.EscapeDataString(value)}");
                if (Chance(lots, 5))
                    said.Add($"{name}={Uri.EscapeDataString(Short(lots))}");
            }
        }

        if (Chance(lots, 8))
            said.Add(Any(lots, ["limit=0", "limit=99999999999", "after=!!", "after=bnVsbA", "after=e30", "unknown=1", "=", "&&", "%", "a=%zz", "limit=50&limit=50", "lang=tlh"]));
        return said.Count > 0 ? "?" + string.Join('&', said) : "";
    }

    private HttpContent Content(JsonElement operation, Random lots)
    {
        if (operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("multipart/form-data", out _) && Chance(lots, 85))
            return Files(lots);
        var text = Chance(lots, 90) && Schema(operation) is { } schema ? Value(schema, "", lots, wrong: Any(lots, [0, 3, 10, 40]), 0) : Odd(lots, 0);
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes = lots.Next(40) switch
        {
            0 => bytes[..(bytes.Length / 2)],
            1 => [.. bytes, .. bytes],
            2 => [0xEF, 0xBB, 0xBF, .. bytes],
            3 => [.. bytes.Select(b => lots.Next(20) == 0 ? (byte)lots.Next(256) : b)],
            4 => Encoding.Unicode.GetBytes(text),
            5 => Encoding.UTF8.GetBytes(new string('[', 200 + lots.Next(3000))),
            6 => [],
            _ => bytes,
        };
        var content = new ByteArrayContent(bytes);
        if (!Chance(lots, 3))
            content.Headers.TryAddWithoutValidation("Content-Type", Chance(lots, 92) ? "application/json" : Any(lots, OddTypes));
        return content;
    }

    private static MultipartFormDataContent Files(Random lots)
    {
        var form = new MultipartFormDataContent();
        for (var i = lots.Next(3); i >= 0; i--)
        {
            var content = Chance(lots, 30) ? Samples.Photo : Chance(lots, 50) ? Samples.Photo[..lots.Next(Samples.Photo.Length)] : [.. "%PDF-1.7\n"u8, .. Encoding.UTF8.GetBytes(Short(lots))];
            var file = new ByteArrayContent(content);
            if (Chance(lots, 30))
                file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            form.Add(file, Chance(lots, 80) ? "file" : "other", Any(lots, ["a.jpg", "../../a.jpg", "𠮷.pdf", "a.exe", new string('n', 400), "a\u202Egpj.exe", "."]));
        }

        return form;
    }

    /// <summary>A value for a schema, as JSON; <paramref name="wrong"/> in a hundred is something else.</summary>
    private string Value(JsonElement schema, string name, Random lots, int wrong, int depth)
    {
        if (wrong > 0 && Chance(lots, wrong))
            return Odd(lots, depth);
        schema = Resolve(schema);
        if (schema.ValueKind != JsonValueKind.Object || depth > Deepest)
            return Odd(lots, depth + 1);
        foreach (var many in new[] { "oneOf", "anyOf", "allOf" })
        {
            if (schema.TryGetProperty(many, out var choices))
                return Value(Any(lots, [.. choices.EnumerateArray()]), name, lots, wrong, depth + 1);
        }

        if (schema.TryGetProperty("enum", out var values))
            return Any(lots, [.. values.EnumerateArray()]).GetRawText();
        return Type(schema, lots) switch
        {
            "object" => Object(schema, lots, wrong, depth),
            "array" => "[" + string.Join(',', Enumerable.Range(0, Chance(lots, 1) && wrong > 0 ? 2000 : lots.Next(3)).Select(_ => Value(schema.TryGetProperty("items", out var of) ? of : default, name.TrimEnd('s'), lots, wrong, depth + 1))) + "]",
            "string" => Quote(Text(schema, name, lots)),
            "integer" => Chance(lots, 80) ? lots.Next(0, 60).ToString(CultureInfo.InvariantCulture) : Any(lots, OddNumbers),
            "number" => Chance(lots, 80) ? (lots.Next(1, 5000) / 10m).ToString(CultureInfo.InvariantCulture) : Any(lots, OddNumbers),
            "boolean" => Chance(lots, 50) ? "true" : "false",
            "null" => "null",
            _ => Odd(lots, depth + 1),
        };
    }

    private string Object(JsonElement schema, Random lots, int wrong, int depth)
    {
        var members = new List<string>();
        var required = schema.TryGetProperty("required", out var r) ? r.EnumerateArray().Select(n => n.GetString()).ToHashSet(StringComparer.Ordinal) : [];
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (wrong > 0 && Chance(lots, wrong / 2) || (!required.Contains(property.Name) && Chance(lots, 40)))
                    continue;
                members.Add($"{Quote(property.Name)}:{Value(property.Value, property.Name, lots, wrong, depth + 1)}");
            }
        }

        if (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.Object)
            members.Add($"{Quote(Any(lots, known.GetValueOrDefault("field", ["remarks"])))}:{Value(more, "", lots, wrong, depth + 1)}");
        if (wrong > 0 && Chance(lots, wrong))
            members.Add($"{Quote(Any(lots, ["__proto__", "constructor", "$type", "$ref", "id", "", "\u0000", "surprise"]))}:{Odd(lots, depth + 1)}");
        if (wrong > 0 && members.Count > 0 && Chance(lots, wrong / 3))
            members.Add(members[lots.Next(members.Count)]);
        return "{" + string.Join(',', members) + "}";
    }

    private string Text(JsonElement schema, string name, Random lots) =>
        known.TryGetValue(name, out var real) && Chance(lots, 80) ? Any(lots, real) : (schema.TryGetProperty("format", out var format) ? format.GetString() : "") switch
        {
            "uuid" => new Guid([.. Enumerable.Range(0, 16).Select(_ => (byte)lots.Next(256))]).ToString(),
            "date-time" => TongdianServer.Monday.AddHours(lots.Next(-2000, 2000)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            "date" => TongdianServer.Monday.AddDays(lots.Next(-300, 300)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Chance(lots, 70) ? Any(lots, ["请尽快", "test", "13911112222", "a@example.test", "2026-W10", "survey"]) : Any(lots, OddTexts),
        };

    private static string Odd(Random lots, int depth) => lots.Next(depth > Deepest ? 8 : 11) switch
    {
        0 => "null",
        1 => Any(lots, OddNumbers),
        2 => "true",
        3 or 4 => Quote(Any(lots, OddTexts)),
        5 => Any(lots, ["\"\\ud800\"", "\"\\u0000\"", "\"a\\u0007b\"", "\"\\udc00\\ud800\""]),
        6 => "{}",
        7 => "[]",
        8 => "[" + string.Join(',', Enumerable.Repeat(Odd(lots, depth + 1), lots.Next(1, 40))) + "]",
        9 => $"{{{Quote(Any(lots, OddTexts))}:{Odd(lots, depth + 1)}}}",
        _ => string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40),
    };

    private static string Type(JsonElement schema, Random lots)
    {
        if (!schema.TryGetProperty("type", out var type))
            return schema.TryGetProperty("properties", out _) ? "object" : "";
        if (type.ValueKind != JsonValueKind.Array)
            return type.GetString()!;
        var types = type.EnumerateArray().Select(t => t.GetString()!).ToList();
        // A number that may be written as text is a number here.
        return types.FirstOrDefault(t => t is not ("null" or "string")) ?? (Chance(lots, 80) ? types.First(t => t != "null") : types[0]);
    }

    private static JsonElement? Schema(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json) && json.TryGetProperty("schema", out var schema)
            ? schema
            : null;

    private JsonElement Resolve(JsonElement schema)
    {
        while (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var to))
            schema = to.GetString()!.TrimStart('#', '/').Split('/').Aggregate(document, (at, name) => at.GetProperty(name));
        return schema;
    }

    // A header is one line; what could not be written on one would not get as far as the server.
    private string Header(Random lots) =>
        new([.. (Chance(lots, 20) && known.TryGetValue("code", out var codes) ? Any(lots, codes) : Short(lots)).Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]);

    private static string Short(Random lots) => Any(lots, OddTexts) is { Length: <= 300 } text ? text : "x";

    // What is half a letter in JSON is none in an address.
    private static string Plain(string json) => json is ['"', .., '"'] ? json.Contains("\\u", StringComparison.Ordinal) ? json[1..^1] : JsonElement.Parse(json).GetString()! : json;

    private static string Quote(string text) => JsonSerializer.Serialize(text, Samples.Json);

    private static bool Chance(Random lots, int inHundred) => lots.Next(100) < inHundred;

    private static T Any<T>(Random lots, T[] of) => of[lots.Next(of.Length)];
}
