using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Tests.Platform.Access;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Security;

/// <summary>Everybody at every route, with what belongs to somebody else: no failure, no word of it, no file, and nothing done to it.</summary>
public sealed partial class CrawlerTests(Servers servers, PostgresServer postgres) : IClassFixture<Servers>
{
    private const string Here = "demo-county-east";
    private const string Elsewhere = "demo-district";

    // Every request says that a page of another site sent it.
    private const string Site = "https://elsewhere.example";

    // Whoever is let in to a page of the workbench gets the same frame; what is in it comes over its connection. The others go to what is no frame.
    private static readonly string[] Steering = [Roles.Coordinator, Roles.Manager, Roles.Administrator];

    // Who was there is nobody any more: last.
    private static readonly string[] Last = ["POST /staff/leave", "POST /case/forget"];

    // Whoever has the address may do it: a form from yesterday loses nobody's words.
    private static readonly string[] SecretAddresses = ["/apply/{token}/{step}", "/apply/{token}/documents", "/apply/{token}/check", "/rate/{token}", "/follow-up/{token}", "/stop/{token}"];

    // What a form of any page might be about.
    private static readonly (string Name, string Value)[] Form =
        [("version", "1"), ("reason", "别的原因"), ("text", "内容"), ("phone", "13911112222"), ("name", "王示例"), ("code", "ABCDEFGH"), ("password", "x"), ("user", "auditor"), ("agree", "yes"), ("score", "5"), ("verdict", "settled")];

    [Theory, ClassData(typeof(Databases))]
    public async Task Nobody_gets_a_word_of_what_is_foreign_on_any_route_and_nothing_fails(Database database)
    {
        var server = await servers.On(database);
        var them = await Belongings.Make(server, Belongings.Mark, Here, "surveyor");
        var surveyor = await Hired(server, Roles.Surveyor, Elsewhere);
        var us = await Belongings.Make(server, "自己", Elsewhere, surveyor);
        var document = (await server.Anyone.Get("/openapi/v1.json")).Expect(200);
        var faults = new ConcurrentQueue<string>();
        var before = (await them.Open.Version(), await them.Done.Version(), (await them.Enquiry.Look()).Version, await them.ErasureStands());

        var strangers = new List<Walker>
        {
            new("nobody", Api(server, 1)), new("nobody, page", await Pages(server, 1)),
            new("customer of another case", Api(server, 2, ("X-Access-Code", us.Done.Code))), new("customer of another enquiry", Api(server, 3, ("X-Access-Code", us.Enquiry.Code))),
            new("customer of another case, page", await Pages(server, 4, $"/case/open?number={us.Done.Number}&code={us.Done.Code}", $"/ask/open?number={us.Enquiry.Number}&code={us.Enquiry.Code}")),
            new("customer with a link, page", await Pages(server, 5, $"/m/{us.Link}")), new("screen of another office", await Pages(server, 6, us.Screen)),
            new("telephone of another office", Api(server, 7, ("Authorization", $"Bearer {(await us.Telephone.Open()).Expect(201).GetProperty("token").GetString()}")), Roles.Surveyor),
        };
        foreach (var role in ColleagueForm.StaffRoles)
        {
            var name = await Hired(server, role, Elsewhere);
            strangers.Add(new Walker($"{role} elsewhere", Api(server, 8, ("Authorization", await Token(server, name))), role));
            strangers.Add(new Walker($"{role} elsewhere, page", await server.Browser(name), role, withFrames: Steering.Contains(role)));
        }

        // The one database has the case that is done, the other the one on its way: both take twice as long.
        var (target, own) = (database == Database.Sqlite ? them.Done : them.Open, new Walker("customer in the own case with foreign files", Api(server, 9, ("X-Access-Code", us.Open.Code))));
        var file = await Belongings.FileOf(target);
        await Crawl(server, document, strangers, them, (target.Number, file), faults, Foreign);
        // In a case of one's own with what is in another's.
        await Crawl(server, document, [own], them, (us.Open.Number, file), faults, (_, _, answer) => Word(answer));

        Assert.True(faults.IsEmpty, string.Join("\n", faults.Order(StringComparer.Ordinal).Take(40)));
        Assert.Equal(before, (await them.Open.Version(), await them.Done.Version(), (await them.Enquiry.Look()).Version, await them.ErasureStands()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Colleagues_of_the_region_are_let_in_as_the_policy_says_and_see_nobody_whole(Database database)
    {
        var server = await servers.On(database);
        var them = await Belongings.Make(server, Belongings.Mark, Here, "surveyor");
        var document = (await server.Anyone.Get("/openapi/v1.json")).Expect(200);
        var faults = new ConcurrentQueue<string>();
        var walkers = new List<Walker> { new("customer, page", await Pages(server, 10, $"/case/open?number={them.Open.Number}&code={them.Open.Code}")) };
        foreach (var role in ColleagueForm.StaffRoles)
        {
            var name = await Hired(server, role, Here);
            walkers.Add(new Walker(role, Api(server, 11, ("Authorization", await Token(server, name))), role));
            walkers.Add(new Walker($"{role}, page", await server.Browser(name), role, withFrames: Steering.Contains(role)));
        }

        await Crawl(server, document, walkers, them, (them.Open.Number, await Belongings.FileOf(them.Open)), faults, (walker, call, answer) =>
            call.Method == "GET" && walker.Role is not null && !WritesTheContract(walker, call) && (answer.Text.Contains($"欧阳{Belongings.Mark}", StringComparison.Ordinal) || answer.Text.Contains(them.Phone, StringComparison.Ordinal)) ? "shows the customer whole"
            : walker.Role is { } role && Allowed(server, call.Policy) is { Count: > 0 } roles && !roles.Contains(role) && answer.Status != 403
                ? $"is open to {role}, though {call.Policy} is not" : null);

        Assert.True(faults.IsEmpty, string.Join("\n", faults.Order(StringComparer.Ordinal).Take(40)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_system_gets_no_word_of_what_is_elsewhere_and_nothing_without_its_scope(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Access:Systems"] = "on" });
        var them = await Belongings.Make(server, Belongings.Mark, Here, "surveyor");
        var document = (await server.Anyone.Get("/openapi/v1.json")).Expect(200);
        var faults = new ConcurrentQueue<string>();
        var before = (await them.Open.Version(), await them.Done.Version(), (await them.Enquiry.Look()).Version);
        var scopes = AuthorizationWalkTests.Endpoints(server).Where(e => e.Path.StartsWith("/api/v1/", StringComparison.Ordinal) && e.Policy is not ("anyone" or "administration"))
            .Select(e => e.Path.Split('/')[3]).Where(a => a != "administration").Distinct(StringComparer.Ordinal).SelectMany(a => new[] { $"{a}:read", $"{a}:write" }).ToList();
        var made = (await (await server.As("administrator")).Post("/api/v1/administration/systems", new
        {
            login = "crawler", scopes,
            colleague = new { name = "系统 crawler", workNumber = "S-crawler", roles = new[] { Roles.Coordinator }, departments = new[] { "marketing" }, regions = new[] { Elsewhere } },
        })).Expect(200);
        var reading = new Walker("system that reads its worklist", Api(server, 13, ("Authorization", await SystemToken(server, made, "worklist:read"))), Roles.Coordinator);

        await Crawl(
            server, document, [new Walker("system elsewhere", Api(server, 12, ("Authorization", await SystemToken(server, made, null))), Roles.Coordinator), reading], them,
            (them.Open.Number, await Belongings.FileOf(them.Open)), faults, (walker, call, answer) => Foreign(walker, call, answer)
                ?? (walker == reading && call.Policy != "anyone" && !call.Path.StartsWith("/api/v1/worklist", StringComparison.Ordinal) && answer.Status != 403 ? "is open without its scope" : null));

        Assert.True(faults.IsEmpty, string.Join("\n", faults.Order(StringComparer.Ordinal).Take(40)));
        Assert.Equal(before, (await them.Open.Version(), await them.Done.Version(), (await them.Enquiry.Look()).Version));
    }

    [Fact]
    public async Task A_form_without_its_token_does_nothing()
    {
        var server = await servers.On(Database.Sqlite);
        var us = await Belongings.Make(server, "自己", Here, "surveyor");
        var file = await Belongings.FileOf(us.Open);
        using var customer = await Pages(server, 15, $"/case/open?number={us.Open.Number}&code={us.Open.Code}", $"/ask/open?number={us.Enquiry.Number}&code={us.Enquiry.Code}");
        using var coordinator = await server.Browser(await Hired(server, Roles.Coordinator, Here));
        using var administrator = await server.Browser(await Hired(server, Roles.Administrator, Here));
        var forms = AuthorizationWalkTests.Endpoints(server).Where(e => e.Method == "POST" && !e.Path.StartsWith("/api", StringComparison.Ordinal) && !SecretAddresses.Contains(e.Path)).ToList();
        var (before, versions) = (await server.RowCounts(), (await us.Open.Version(), (await us.Enquiry.Look()).Version));
        var seen = new List<(string Form, int Status)>();

        foreach (var form in forms)
        {
            foreach (var browser in form.Path.StartsWith("/staff", StringComparison.Ordinal) ? new[] { coordinator, administrator } : [customer])
            {
                using var sent = new FormUrlEncodedContent(Form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
                using var answer = await browser.PostAsync(new Uri(Fill(form.Path, us, (us.Open.Number, file)), UriKind.Relative), sent);
                seen.Add((form.Name, (int)answer.StatusCode));
            }
        }

        // Some are refused before for what else is wrong; a page whose time is over leads away from itself.
        Assert.True(forms.Count > 60 && seen.Count(s => s.Status == 400) > 50, string.Join("\n", seen));
        Assert.Equal([], seen.Where(s => s.Status is < 300 or >= 500).ToList());
        Assert.All(seen.Where(s => s.Form is "POST /staff/sign-in" or "POST /staff/password" or "POST /staff/leave" or "POST /case" or "POST /case/forget" or "POST /ask/look" or "POST /apply"), s => Assert.Equal((s.Form, 400), s));
        Assert.Equal(before, await server.RowCounts());
        Assert.Equal(versions, (await us.Open.Version(), (await us.Enquiry.Look()).Version));
        // Whoever was signed in still is.
        Assert.Equal("/staff", (await coordinator.GetAsync(new Uri("/staff", UriKind.Relative))).RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task No_other_site_is_told_that_it_may_ask_and_nothing_is_traced()
    {
        var server = await servers.On(Database.Sqlite);
        using var client = From(server, 14);
        foreach (var path in new[] { "/api/v1/cases", "/api/v1/processes", "/api/v1/sessions", "/case", "/staff" })
        {
            using var asked = new HttpRequestMessage(HttpMethod.Options, path);
            asked.Headers.Add("Origin", Site);
            asked.Headers.Add("Access-Control-Request-Method", "POST");
            asked.Headers.Add("Access-Control-Request-Headers", "authorization, content-type");
            using var answer = await client.SendAsync(asked);
            Assert.DoesNotContain(answer.Headers, h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        }

        using var trace = new HttpRequestMessage(HttpMethod.Trace, "/api/v1/processes");
        using var traced = await client.SendAsync(trace);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, traced.StatusCode);
    }

    [Fact]
    public async Task The_documents_say_who_passes_each_policy()
    {
        var server = await servers.On(Database.Sqlite);
        var told = PolicyRow().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "security.md")))
            .ToDictionary(m => m.Groups["policy"].Value, m => m.Groups["roles"].Value.Trim(), StringComparer.Ordinal);
        var there = AuthorizationWalkTests.Table.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(there, told.Keys.Order(StringComparer.Ordinal));
        Assert.All(there.Where(p => Allowed(server, p) is { Count: > 0 }), p => Assert.Equal((p, string.Join(", ", Allowed(server, p)!)), (p, told[p])));
    }

    private static async Task Crawl(
        TongdianServer server, JsonElement document, IEnumerable<Walker> walkers, Belongings of, (string Number, Guid File) target, ConcurrentQueue<string> faults, Func<Walker, Call, Seen, string?> judge)
    {
        var generator = new RequestGenerator(document, new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["file"] = [target.File.ToString()], ["into"] = [of.Done.Number], ["region"] = [Elsewhere], ["office"] = [Elsewhere], ["assignee"] = [(await server.Colleague("surveyor")).Id], ["number"] = [target.Number],
        });
        var frames = AuthorizationWalkTests.Frames(server);
        var calls = AuthorizationWalkTests.Endpoints(server).OrderBy(e => Last.Contains(e.Name)).Select(e => new Call(e.Name, e.Policy, e.Method, e.Path, Fill(e.Path, of, target), frames.Contains(e.Path))).ToList();
        Assert.True(frames.Count > 30, "The pages of the workbench are not where they are looked for");
        Assert.True(calls.Count > 300, "The routes are not where they are looked for");
        await Parallel.ForEachAsync(walkers, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (walker, cancel) =>
        {
            foreach (var call in calls.Where(walker.Goes))
            {
                var seen = await walker.Ask(call, generator, cancel);
                if ((Always(call, seen) ?? judge(walker, call, seen)) is { } fault)
                    faults.Enqueue($"{walker.Name}: {call.Name} → {seen.Status} {fault}: {seen.Text[..Math.Min(300, seen.Text.Length)]} {(seen.Status >= 500 ? TongdianServer.LastFailure : "")}");
            }
        });
    }

    // What holds for every answer, whoever asked.
    private static string? Always(Call call, Seen seen)
    {
        var api = call.Path.StartsWith("/api", StringComparison.Ordinal);
        if (seen.Status >= 500)
            return "failed";
        if (api && seen.Status >= 400 && (seen.Type != "application/problem+json" || JsonElement.Parse(seen.Text).GetProperty("code").GetString() is not { Length: > 0 }))
            return "refuses without a problem document";
        if (seen.Header("X-Content-Type-Options") != "nosniff" || seen.Header("X-Frame-Options") != "DENY" || seen.Header("Referrer-Policy") != "no-referrer" || seen.Header("Server") is not null)
            return "lacks a header that every answer has";
        if (seen.Headers.Keys.Any(h => h.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)))
            return "lets pages of other sites read it";
        if (seen.Header("Content-Security-Policy") is not { } policy)
            return "says nothing of what it may load";
        if (!policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal) || !policy.Contains("default-src", StringComparison.Ordinal) || ScriptsInline().IsMatch(policy))
            return $"may load too much ({policy})";
        if (api && call.Policy != "anyone" && !Unkept().IsMatch(seen.Header("Cache-Control") ?? ""))
            return "may be kept by whoever stands between";
        return seen.Cookies.FirstOrDefault(c => !c.Contains("httponly", StringComparison.OrdinalIgnoreCase) || !c.Contains("samesite=", StringComparison.OrdinalIgnoreCase)) is { } cookie
            ? $"sets a cookie that scripts or other sites can use ({cookie})"
            : null;
    }

    private static string? Foreign(Walker walker, Call call, Seen seen)
    {
        var (page, ofObject) = (!call.Path.StartsWith("/api", StringComparison.Ordinal), call.Path.Contains("{number}", StringComparison.OrdinalIgnoreCase));
        if (Word(seen) is { } word)
            return word;
        if (!ofObject && !call.Path.Contains("merge", StringComparison.Ordinal) && seen.Text.Contains(call.Number, StringComparison.Ordinal) && seen.Status < 300 && call.Method == "GET")
            return "names a case of another region";
        if (seen.Status < 300 && seen.Type != "text/html" && (call.Path.Contains("{file", StringComparison.Ordinal) || seen.Type is "application/pdf" or "application/zip" or "image/jpeg") && (ofObject || call.Path.StartsWith("/apply", StringComparison.Ordinal)))
            return "gives a file";
        if (!page && ofObject && seen.Status < 300)
            return "answers about a foreign case";
        if (!page && call.Policy is not ("anyone" or "operations") && walker.Role is null && seen.Status is not (401 or 403 or 404 or 429))
            return "lets in who is not known";
        return page && call.Path.StartsWith("/staff", StringComparison.Ordinal) && call.Policy != "anyone" && walker.Role is null && seen.Status is not (401 or 302)
            ? "shows the workbench to who is not known"
            : null;
    }

    // Whose work it is reads in the contract whom it is with.
    private static bool WritesTheContract(Walker walker, Call call) => walker.Role == Roles.CounterClerk && call.Path.EndsWith("/contract", StringComparison.Ordinal);

    private static string? Word(Seen seen) => seen.Text.Contains(Belongings.Mark, StringComparison.Ordinal) ? "shows what is foreign" : null;

    private static IReadOnlyList<string>? Allowed(TongdianServer server, string? policy) =>
        server.Services.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(policy!).Result?.Requirements.OfType<StaffRequirement>().SingleOrDefault()?.Roles;

    private static string Fill(string path, Belongings of, (string Number, Guid File) target)
    {
        var (ask, draft) = (path.Contains("/enquiries/", StringComparison.Ordinal) || path.StartsWith("/ask/", StringComparison.Ordinal), path.StartsWith("/apply", StringComparison.Ordinal));
        return Parameter().Replace(path, m => m.Groups["name"].Value.ToLowerInvariant() switch
        {
            "number" => ask ? of.Enquiry.Number : target.Number,
            "file" => (ask ? of.EnquiryFile : draft ? of.DraftFile : target.File).ToString(),
            "stage" or "limit" => "survey",
            "kind" => "fault",
            "process" => "emergency",
            "calendar" => "cn",
            "documentname" => "v1",
            "code" => "atlantis",
            "version" => "1",
            "hour" or "at" => "2026-03-02T02:00:00Z",
            "week" => "2026-W01",
            "office" => Here,
            // Whoever has the link of a draft has the draft: one letter is another.
            "token" => (draft ? of.Draft : of.Link) is var token && token[^2] == 'x' ? token[..^2] + "y" + token[^1] : (draft ? of.Draft : of.Link)[..^2] + "x" + (draft ? of.Draft : of.Link)[^1],
            "step" => "contact",
            "slug" => "no-such-article",
            "name" => "look.css",
            "path" => "index.html",
            "id" => Id(path, of).ToString(),
            "improvement" => Guid.NewGuid().ToString(),
            var other => throw new InvalidOperationException($"What is {{{other}}} of {path}?"),
        });
    }

    private static Guid Id(string path, Belongings of) => path switch
    {
        _ when path.Contains("/evidence/", StringComparison.Ordinal) => of.Leaf,
        _ when path.Contains("/field/files/", StringComparison.Ordinal) => of.Upload,
        _ when path.Contains("/displays/", StringComparison.Ordinal) => of.ScreenId,
        _ when path.Contains("/devices/", StringComparison.Ordinal) => of.Telephone.Id,
        _ when path.Contains("/erasures/", StringComparison.Ordinal) => of.Erasure,
        _ => Guid.NewGuid(),
    };

    private static async Task<string> Hired(TongdianServer server, string role, string region) =>
        await server.Hire($"{role}-{Guid.NewGuid():N}"[..40], role, role == Roles.MeterInstaller ? "metering" : "marketing", region);

    private static async Task<string> Token(TongdianServer server, string name) =>
        $"Bearer {(await server.Anyone.Post("/api/v1/sessions", new { user = name, password = TongdianServer.Password })).Expect(201).GetProperty("token").GetString()}";

    private static async Task<string> SystemToken(TongdianServer server, JsonElement made, string? scope)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var proof = Encoding.ASCII.GetBytes($"{made.GetProperty("clientId").GetString()}:{made.GetProperty("clientSecret").GetString()}");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(proof));
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = "client_credentials" };
        if (scope is not null)
            form["scope"] = scope;
        using var answer = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), new FormUrlEncodedContent(form));
        return $"Bearer {JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("access_token").GetString()}";
    }

    private static HttpClient Api(TongdianServer server, int from, params (string Name, string Value)[] headers)
    {
        var client = From(server, from);
        foreach (var (name, value) in headers)
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        return client;
    }

    // A browser that went to some places first.
    private static async Task<HttpClient> Pages(TongdianServer server, int from, params string[] first)
    {
        var client = From(server, from);
        foreach (var place in first)
            Assert.InRange((int)(await client.GetAsync(new Uri(place, UriKind.Relative))).StatusCode, 200, 303);
        return client;
    }

    // Each from an address of its own: who guesses wrong closes the door to nobody else.
    private static HttpClient From(TongdianServer server, int address)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, CookieContainer = new CookieContainer(),
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse($"127.0.7.{address}"), 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancel);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = server.Address };
    }

    private sealed record Call(string Name, string? Policy, string Method, string Path, string Address, bool IsFrame)
    {
        public string Number => Address.Split('/').FirstOrDefault(p => p.StartsWith("TD", StringComparison.Ordinal)) ?? "no number";
    }

    private sealed record Seen(int Status, string? Type, string Text, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> Cookies)
    {
        public string? Header(string name) => Headers.GetValueOrDefault(name);
    }

    private sealed class Walker(string name, HttpClient client, string? role = null, bool withFrames = true)
    {
        private readonly bool browser = name.EndsWith("page", StringComparison.Ordinal) || name.StartsWith("screen", StringComparison.Ordinal);
        private string? token;

        public string Name => name;

        public string? Role => role;

        public bool Goes(Call call) => browser != call.Path.StartsWith("/api", StringComparison.Ordinal) && call.Path is not "/metrics"
            && (withFrames || (call.Path.StartsWith("/staff", StringComparison.Ordinal) && !call.IsFrame));

        public async Task<Seen> Ask(Call call, RequestGenerator generator, CancellationToken cancel)
        {
            using var request = new HttpRequestMessage(HttpMethod.Parse(call.Method), call.Address);
            request.Headers.Add("Origin", Site);
            if (browser)
                request.Headers.TryAddWithoutValidation("Accept", "text/html");
            if (browser && call.Method == "POST")
                request.Content = new FormUrlEncodedContent([.. Form.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create("__RequestVerificationToken", token ??= await Antiforgery(cancel))]);
            else if (call.Method != "GET")
            {
                // Who is let in by nothing but the route would make things of one's own.
                var path = Constraint().Replace(call.Path, "}");
                var body = call.Policy == "anyone" ? "{}" : generator.Sound(call.Method, path, new Random(path.Length)) ?? "{}";
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
                request.Headers.TryAddWithoutValidation("If-Match", "\"4\"");
            }

            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var type = response.Content.Headers.ContentType?.MediaType;
            // What goes on for ever is looked at while it begins.
            var text = type == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync(cancel);
            return new Seen(
                (int)response.StatusCode, type, text,
                response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
                [.. response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []]);
        }

        private async Task<string> Antiforgery(CancellationToken cancel) =>
            AntiforgeryToken().Match(await client.GetStringAsync(new Uri("/staff/leave", UriKind.Relative), cancel)).Groups["token"].Value;
    }

    [GeneratedRegex("\\{\\**(?<name>[A-Za-z]+)(:[a-z]+)?\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(":[a-z]+\\}", RegexOptions.None, 1000)]
    private static partial Regex Constraint();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AntiforgeryToken();

    [GeneratedRegex("script-src[^;]*'unsafe-(inline|eval)'|default-src[^;]*'unsafe", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ScriptsInline();

    [GeneratedRegex("no-cache|no-store|private", RegexOptions.None, 1000)]
    private static partial Regex Unkept();

    [GeneratedRegex("^\\| `(?<policy>[a-z-]+)` \\| (?<roles>[^|]+) \\|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex PolicyRow();
}
