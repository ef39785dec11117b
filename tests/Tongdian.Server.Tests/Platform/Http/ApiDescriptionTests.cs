using System.Text.Json;
using System.Text.RegularExpressions;
using Tongdian.Server.Tests.Platform.Access;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Http;

/// <summary>The OpenAPI document says what is really there.</summary>
public sealed class ApiDescriptionTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task The_document_is_openapi_3_1_and_lists_every_endpoint_of_the_api(Database database)
    {
        var server = await servers.On(database);
        var document = (await server.Anyone.Get("/openapi/v1.json")).Expect(200);

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString()!, StringComparison.Ordinal);
        var listed = Operations(document).Select(o => o.Name).Order(StringComparer.Ordinal);
        var table = AuthorizationWalkTests.Table.Keys.Where(k => k.Contains(" /api/", StringComparison.Ordinal))
            .Select(k => Regex.Replace(k, ":[a-z]+}", "}", RegexOptions.None, TimeSpan.FromSeconds(1))).Order(StringComparer.Ordinal);
        Assert.Equal(table, listed);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Every_change_of_a_case_says_that_it_takes_a_version_and_a_key(Database database)
    {
        var server = await servers.On(database);
        var document = (await server.Anyone.Get("/openapi/v1.json")).Expect(200);
        var changes = Operations(document).Where(o => o.Name.StartsWith("POST /api/v1/cases/{number}/", StringComparison.Ordinal)
            && !WithoutVersion.Any(e => o.Name.EndsWith(e, StringComparison.Ordinal))).ToList();

        Assert.True(changes.Count > 30, "The calls are not where they are looked for");
        Assert.All(changes, o => Assert.Equal((o.Name, "Idempotency-Key False, If-Match True"), (o.Name, Headers(o.Operation))));
        Assert.All(
            Operations(document).Where(o => o.Name is "POST /api/v1/cases" or "POST /api/v1/files" || o.Name.EndsWith("/slots/book", StringComparison.Ordinal)),
            o => Assert.Equal((o.Name, "Idempotency-Key False"), (o.Name, Headers(o.Operation))));
    }

    // They look, send a code, or choose: nothing that another change could have made wrong.
    private static readonly string[] WithoutVersion = ["/unmask", "/slots/book", "/code", "/notices", "/follow-up", "/evaluations/{stage}", "/photos/{file}"];

    private static string Headers(JsonElement operation) => string.Join(", ", operation.GetProperty("parameters").EnumerateArray()
        .Where(p => p.GetProperty("in").GetString() == "header")
        .Select(p => $"{p.GetProperty("name").GetString()} {p.TryGetProperty("required", out var r) && r.GetBoolean()}").Order(StringComparer.Ordinal));

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) => document.GetProperty("paths").EnumerateObject()
        .SelectMany(p => p.Value.EnumerateObject().Select(o => ($"{o.Name.ToUpperInvariant()} {p.Name}", o.Value)));
}
