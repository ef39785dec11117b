using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongdian.Faults.Machines;

namespace Tongdian.Faults.Load;

/// <summary>
/// A client that applies for homes, carries the cases through their stages, rates them and asks. It writes down what it asks before it asks and what was answered afterwards, and
/// repeats under the same key what was not answered, as real clients do.
/// </summary>
internal sealed class Client : IDisposable
{
    private const int MostOpen = 4;
    private const int MostTriesToRate = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly int number;
    private readonly int seed;
    private readonly IReadOnlyList<Uri> nodes;
    private readonly IReadOnlyDictionary<string, string> tokens;
    private readonly Clock clock;
    private readonly Tally tally;
    private readonly ClientJournal journal;
    private readonly Random random;
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = Patience };
    private readonly List<OpenCase> open = [];
    private readonly List<(OpenCase Case, string Stage, string Key, int Tries)> toRate = [];
    private int node;
    private int people;
    private int keys;

    public Client(int number, int seed, string journals, IReadOnlyList<Uri> nodes, IReadOnlyDictionary<string, string> tokens, Clock clock, Tally tally)
    {
        (this.number, this.seed, this.nodes, this.tokens, this.clock, this.tally) = (number, seed, nodes, tokens, clock, tally);
        journal = new ClientJournal(journals, number);
        random = new Random(unchecked((seed * 397) ^ number));
        node = number % nodes.Count;
    }

    private sealed class OpenCase
    {
        public required string Number { get; init; }
        public required string Code { get; init; }
        public required int Person { get; init; }
        public required int Version { get; set; }
        public List<string> Pictures { get; } = [];
        public int Next { get; set; }
    }

    private sealed record Answer(int Status, JsonElement Body)
    {
        public bool Yes => Status is >= 200 and < 300;

        public string? Text(string name) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) ? value.ToString() : null;
    }

    /// <summary>Works until it is told to stop; what was begun is brought to its end.</summary>
    /// <param name="stop">No new work.</param>
    /// <param name="give">Nothing is repeated any more: what was not answered stays so.</param>
    public async Task Work(CancellationToken stop, CancellationToken give)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await Step(give);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(5, 40)), give);
            }
        }
        catch (OperationCanceledException) when (give.IsCancellationRequested)
        {
            // What was asked last has no answer.
        }
    }

    /// <summary>Asks, brings one case from the application to the archive, and rates its stages.</summary>
    public async Task OneCase(CancellationToken give)
    {
        await Write("enquiry", "/enquiries", MadeUp.Enquiry(NextPerson()), null, null, null, give);
        await Apply(give);
        while (open.Count > 0)
            await GoOn(open[0], give);
        while (toRate.Count > 0)
        {
            await Rate(give);
            await Task.Delay(TimeSpan.FromMilliseconds(200), give);
        }
    }

    /// <summary>Applies, and nothing more.</summary>
    public async Task Apply(CancellationToken give)
    {
        var person = NextPerson();
        var documents = new List<(string, string)>();
        foreach (var kind in MadeUp.Documents)
        {
            if (await Upload(give) is { } file)
                documents.Add((kind, file));
        }

        var answer = await Write("case", "/cases", MadeUp.Application(person, documents), null, null, null, give);
        if (answer.Yes)
            open.Add(new OpenCase { Number = answer.Text("number")!, Code = answer.Text("accessCode")!, Person = person, Version = answer.Body.GetProperty("version").GetInt32() });
    }

    public void Dispose()
    {
        journal.Dispose();
        http.Dispose();
    }

    private async Task Step(CancellationToken give)
    {
        var dice = random.Next(100);
        if (dice < 8)
            await Write("enquiry", "/enquiries", MadeUp.Enquiry(NextPerson()), null, null, null, give);
        else if (dice < 25 && toRate.Count > 0)
            await Rate(give);
        else if (open.Count == 0 || (open.Count < MostOpen && dice < 50))
            await Apply(give);
        else
            await GoOn(open[random.Next(open.Count)], give);
    }

    // The next picture that is wanted, or the next stage.
    private async Task GoOn(OpenCase one, CancellationToken give)
    {
        var (stage, role, files, signatures) = MadeUp.Stages[one.Next];
        if (one.Pictures.Count < files.Length + signatures.Length)
        {
            if (await Upload(give) is { } file)
                one.Pictures.Add(file);
            return;
        }

        var answer = await Write("stage", $"/cases/{one.Number}/stages/{stage}/complete", MadeUp.Form(one.Next, one.Person, clock.Now.AddSeconds(-1), one.Pictures), one, stage, tokens[role], give);
        if (!answer.Yes)
        {
            open.Remove(one);
            return;
        }

        one.Version = answer.Body.GetProperty("version").GetInt32();
        one.Next++;
        one.Pictures.Clear();
        if (one.Next < MadeUp.Stages.Length)
            toRate.Add((one, stage, NextKey(), 0));
        else
            open.Remove(one);
    }

    // A stage is rated once, also without a key: the second time is refused because it was given.
    private async Task Rate(CancellationToken give)
    {
        var (one, stage, key, tries) = toRate[0];
        toRate.RemoveAt(0);
        var answer = await Ask(
            () => Post($"/cases/{one.Number}/evaluations/{stage}", key, new JsonObject { ["attitude"] = 5, ["skill"] = 4, ["speed"] = 5, ["compliance"] = 5, ["words"] = "好" }, customer: one.Code),
            () => journal.Sent(key, "rating", one.Number, stage), null, give);
        var given = answer.Yes || answer.Text("code") == "evaluation.given";
        if (given)
            journal.Answered(key, 200);
        if (given)
            tally.Yes("rating");
        else if (answer.Text("code") == "evaluation.not-asked" && tries < MostTriesToRate)
            toRate.Add((one, stage, key, tries + 1));
        else if (answer.Text("code") != "evaluation.not-asked")
            tally.Refused($"rating of {stage} of {one.Number}: {answer.Status} {answer.Body}");
    }

    private async Task<string?> Upload(CancellationToken give)
    {
        var (bytes, key) = (MadeUp.Picture(random), NextKey());
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var answer = await Ask(
            () =>
            {
                var part = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } };
                var request = new HttpRequestMessage(HttpMethod.Post, At("/files")) { Content = new MultipartFormDataContent { { part, "file", "picture.jpg" } } };
                request.Headers.Add("Idempotency-Key", key);
                return request;
            },
            () => journal.Sent(key, "file", sha256: sha256), null, give);
        journal.Answered(key, answer.Status, answer.Text("id"));
        if (answer.Yes)
            tally.Yes("file");
        else
            tally.Refused($"file: {answer.Status} {answer.Body}");
        return answer.Yes ? answer.Text("id") : null;
    }

    private async Task<Answer> Write(string what, string path, JsonObject body, OpenCase? of, string? stage, string? token, CancellationToken give)
    {
        var key = NextKey();
        var answer = await Ask(() => Post(path, key, body, of?.Version, token), () => journal.Sent(key, what, of?.Number, stage), of, give);
        journal.Answered(key, answer.Status, answer.Text("number"), answer.Yes && answer.Body.TryGetProperty("version", out var version) ? version.GetInt32() : null);
        if (answer.Yes)
            tally.Yes(what);
        else
            tally.Refused($"{what} {of?.Number} {stage}: {answer.Status} {answer.Body}");
        return answer;
    }

    private async Task<Answer> Ask(Func<HttpRequestMessage> make, Action note, OpenCase? of, CancellationToken give)
    {
        note();
        try
        {
            return await AskOn(make, of, give);
        }
        catch (OperationCanceledException) when (give.IsCancellationRequested)
        {
            tally.GaveUp();
            throw;
        }
    }

    // Until there is an answer that says yes or no. That the platform could not do it now is none.
    private async Task<Answer> AskOn(Func<HttpRequestMessage> make, OpenCase? of, CancellationToken give)
    {
        while (true)
        {
            give.ThrowIfCancellationRequested();
            try
            {
                using var request = make();
                using var answer = await http.SendAsync(request, give);
                var (status, text) = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(give));
                if (status == 412 && of is not null)
                {
                    tally.Count("stale");
                    await Look(of, give);
                    continue;
                }

                if (status is not (>= 500 or 429 or 408))
                    return new Answer(status, text.StartsWith('{') ? JsonElement.Parse(text) : default);
                tally.Count($"answered {status}");
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or SocketException)
            {
                // Whichever of them comes of giving up.
                give.ThrowIfCancellationRequested();
                tally.Count("no answer");
            }

            tally.Count("asked again");
            node = random.Next(nodes.Count);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50, 250)), give);
        }
    }

    private async Task Look(OpenCase one, CancellationToken give)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At($"/cases/{one.Number}"));
        request.Headers.Add("X-Access-Code", one.Code);
        using var answer = await http.SendAsync(request, give);
        if (answer.IsSuccessStatusCode)
            one.Version = JsonElement.Parse(await answer.Content.ReadAsStringAsync(give)).GetProperty("version").GetInt32();
    }

    private HttpRequestMessage Post(string path, string key, JsonObject body, int? version = null, string? token = null, string? customer = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, At(path)) { Content = new StringContent(body.ToJsonString(Json), Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        if (version is { } from)
            request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{from}\""));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (customer is not null)
            request.Headers.Add("X-Access-Code", customer);
        return request;
    }

    private Uri At(string path) => new(nodes[node], $"/api/v1{path}");

    private string NextKey() => string.Create(CultureInfo.InvariantCulture, $"c{number}-{seed:x}-{keys++}");

    // Nobody else's: each client has its own.
    private int NextPerson() => (number * 1_000_000) + people++;
}
