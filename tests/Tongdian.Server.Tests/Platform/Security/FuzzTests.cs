using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Tongdian.Domain.Processes;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Security;

/// <summary>Requests drawn by lot from the OpenAPI document: whatever comes, nothing fails, and every refusal says why.</summary>
public sealed class FuzzTests(Servers servers) : IClassFixture<Servers>
{
    private const string Many = "TONGDIAN_FUZZ_REQUESTS";

    // More than any request of the API but a file may have.
    private const long Large = 1 << 20;

    [Theory, ClassData(typeof(Databases))]
    public Task Whatever_is_sent_nothing_fails_and_every_refusal_has_a_code(Database database) => Seed.Of(seed => Send(database, seed, 1500));

    /// <summary><c>./test --filter-method '*A_hundred_thousand_requests*' --explicit only</c>; <c>TONGDIAN_FUZZ_REQUESTS</c> sends another number.</summary>
    [Theory(Explicit = true), ClassData(typeof(Databases))]
    public Task A_hundred_thousand_requests_drawn_by_lot_make_nothing_fail(Database database) => Seed.Of(seed =>
        Send(database, seed, int.TryParse(Environment.GetEnvironmentVariable(Many), CultureInfo.InvariantCulture, out var many) ? many : 100_000));

    private async Task Send(Database database, int seed, int many)
    {
        var server = await servers.On(database);
        var document = (await server.Anyone.Get("/openapi/v1.json")).Expect(200);
        var (home, shop, asked) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Shop()), await EnquiryUnderTest.Ask(server));
        await shop.GoOn("confirmation");
        var generator = new RequestGenerator(document, new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["number"] = [home.Number, shop.Number, asked.Number], ["stage"] = ["acceptance", "survey", "confirmation", "contract", "completion-inspection"], ["limit"] = ["survey", "scheme"],
            ["file"] = [(await server.Anyone.Upload()).ToString(), (await Belongings.FileOf(home)).ToString()], ["region"] = ["demo-county-east", "demo-district"], ["office"] = ["demo-county"],
            ["process"] = ["emergency", "high-voltage"], ["calendar"] = ["cn"], ["week"] = ["2026-W09"], ["hour"] = ["2026-03-02T02:00:00Z"], ["code"] = ["demo-county", home.Code],
            ["role"] = [.. Roles.All], ["roles"] = [.. Roles.All], ["kind"] = ["identity", "enquiry", "site-overview"], ["field"] = ["cableRoute", "remarks"], ["assignee"] = [(await server.Colleague("surveyor")).Id],
        });
        var callers = new List<(string Name, string Value)?> { null, ("X-Access-Code", home.Code), ("X-Access-Code", asked.Code), ("Authorization", "Bearer nonsense") };
        foreach (var role in Roles.All.Where(r => r != Roles.Customer))
        {
            // Whom an administrator drawn by lot may shut out is not one of the demo company's.
            var name = await server.Hire($"fuzz-{role}", role, "marketing", "demo-province");
            callers.Add(("Authorization", $"Bearer {(await server.Anyone.Post("/api/v1/sessions", new { user = name, password = TongdianServer.Password })).Expect(201).GetProperty("token").GetString()}"));
        }

        using var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 8, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8, AutomaticDecompression = DecompressionMethods.All,
        });
        var (faults, statuses) = (new ConcurrentQueue<string>(), new ConcurrentDictionary<int, int>());
        await Parallel.ForEachAsync(Enumerable.Range(0, many), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (n, cancel) =>
        {
            var lots = new Random(unchecked((seed * 397) ^ n));
            using var request = generator.Draw(server.Address, lots);
            if (callers[lots.Next(callers.Count)] is { } caller)
                request.Headers.TryAddWithoutValidation(caller.Name, caller.Value);
            using var response = await Answer(client, request, cancel);
            if (response is null)
            {
                statuses.AddOrUpdate(0, 1, (_, known) => known + 1);
                return;
            }

            var text = await response.Content.ReadAsStringAsync(cancel);
            var before = !response.Headers.Contains("X-Content-Type-Options");
            statuses.AddOrUpdate(before ? 0 : (int)response.StatusCode, 1, (_, known) => known + 1);
            if (Fault(request.Method.Method, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, text, before) is { } fault)
                faults.Enqueue($"no. {n}: {request.Method} {request.RequestUri!.OriginalString} {(request.Content is { } sent ? await sent.ReadAsStringAsync(cancel) : "")} → {(int)response.StatusCode} {fault}: {text} {(response.StatusCode == HttpStatusCode.InternalServerError ? TongdianServer.LastFailure : "")}");
        });

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Key}: {s.Value}")));
        Assert.True(faults.IsEmpty, string.Join("\n\n", faults.Take(10).Select(f => f[..Math.Min(f.Length, 3000)])));
        // Most get as far as the program, and some are as they should be.
        Assert.True(statuses.GetValueOrDefault(0) < many / 10 && statuses.GetValueOrDefault(200) > many / 20, "The lots are not what they were meant to be");
    }

    // Too large a body is refused before all of it was written; then the line may be closed before the answer was read.
    private static async Task<HttpResponseMessage?> Answer(HttpClient client, HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            return await client.SendAsync(request, cancel);
        }
        catch (HttpRequestException) when (request.Content?.Headers.ContentLength > Large)
        {
            return null;
        }
    }

    private static string? Fault(string method, int status, string? type, string text, bool before)
    {
        // What is no HTTP request is refused before the program sees it, without a word.
        if (before)
            return status is 400 or 404 or 405 or 413 or 414 or 431 ? null : "came from nowhere";
        if (status >= 500)
            return "failed";
        if (status < 400 || method == "HEAD")
            return null;
        if (type != "application/problem+json")
            return "refuses without a problem document";
        var problem = JsonElement.Parse(text);
        return problem.GetProperty("code").GetString() is { Length: > 0 } && problem.GetProperty("status").GetInt32() == status && problem.GetProperty("title").GetString() is { Length: > 0 }
            && !text.Contains("   at ", StringComparison.Ordinal) && !text.Contains("Exception", StringComparison.Ordinal)
            ? null
            : "says too little, or too much";
    }
}
