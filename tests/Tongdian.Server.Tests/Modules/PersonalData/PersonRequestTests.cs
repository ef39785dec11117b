using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.PersonalData;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.PersonalData;

/// <summary>Who may ask for a copy or an erasure and who decides, whose data they are, and what is not in a copy.</summary>
public sealed partial class PersonRequestTests(Servers servers) : IClassFixture<Servers>
{
    private const string Requests = "/api/v1/personal-data/requests";
    private const string Erasures = "/api/v1/personal-data/erasures";
    private const string Firm = "91350100M000100Y43";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_asked_in_other_regions_is_neither_seen_nor_decided(Database database)
    {
        var server = await servers.On(database);
        var asked = await Asked(server, await Withdrawn(server, Samples.Home()));
        var (here, elsewhere) = (await server.As("manager"), await server.As(await server.Hire($"far-{Guid.NewGuid():N}", "manager", "marketing", "demo-district")));

        Assert.DoesNotContain(asked, await Listed(elsewhere));
        Assert.Equal("404 personal-data.unknown", (await elsewhere.Post($"{Erasures}/{asked}/refuse")).Refusal);
        Assert.Equal("404 personal-data.unknown", (await elsewhere.Post($"{Erasures}/{asked}/confirm")).Refusal);
        Assert.Equal("404 personal-data.unknown", (await here.Post($"{Erasures}/{Guid.NewGuid()}/refuse")).Refusal);
        Assert.Equal(PersonRequestStatus.Asked, await Stands(server, asked));

        Assert.Contains(asked, await Listed(here));
        (await here.Post($"{Erasures}/{asked}/refuse")).Expect(200);
        Assert.Equal(PersonRequestStatus.Refused, await Stands(server, asked));
        Assert.Equal("409 personal-data.not-asked", (await here.Post($"{Erasures}/{asked}/refuse")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_decision_is_answered_however_many_others_wait(Database database)
    {
        var server = await servers.On(database);
        var yesterday = server.Time.GetUtcNow().AddDays(-1);
        await server.Stored(db =>
        {
            db.AddRange(Enumerable.Range(0, 201).Select(_ => new PersonRequest
            {
                Id = Guid.CreateVersion7(yesterday), Kind = PersonRequestKind.Erasure, Status = PersonRequestStatus.Asked, Number = "TD", Numbers = "TD", Regions = "demo-county-east",
                Reason = "x", AskedBy = "x", AskedAt = yesterday,
            }));
            return db.SaveChangesAsync(Cancel);
        });
        var asked = await Asked(server, await Withdrawn(server, Samples.Home()));

        var answer = (await (await server.As("manager")).Post($"{Erasures}/{asked}/confirm")).Expect(200);

        Assert.Equal((asked, PersonRequestStatus.Done), (answer.GetProperty("id").GetGuid(), await Stands(server, asked)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Colleagues_of_one_firm_are_not_one_person_and_who_has_one_identity_number_is(Database database)
    {
        var server = await servers.On(database);
        var (auditor, manager) = (await server.As("auditor"), await server.As("manager"));
        var one = await Withdrawn(server, Contact("social-credit-code", "赵一"));
        var two = await Withdrawn(server, Contact("social-credit-code", "钱二"));
        var three = await Withdrawn(server, Contact("passport", "孙三"));

        var copy = await Copy(auditor, one);
        Assert.Equal([one.Number], Numbers(copy));
        Assert.DoesNotContain("钱二", copy.GetRawText(), StringComparison.Ordinal);
        (await manager.Post($"{Erasures}/{await Asked(server, one)}/confirm")).Expect(200);
        Assert.NotEqual(200, (await manager.Post($"{one.Path}/unmask", new { reason = "看看" })).Status);
        foreach (var other in new[] { two, three })
        {
            Assert.Equal(200, (await manager.Post($"{other.Path}/unmask", new { reason = "看看" })).Status);
            Assert.Equal([other.Number], Numbers(await Copy(auditor, other)));
        }

        var (home, second) = (Samples.Home(), Samples.Home());
        second["customer"]!["idNumber"] = home["customer"]!["idNumber"]!.GetValue<string>();
        var both = new[] { await Withdrawn(server, home), await Withdrawn(server, second) };
        Assert.Equal(both.Select(c => c.Number).Order(StringComparer.Ordinal), Numbers(await Copy(auditor, both[1])));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_link_is_not_enough_to_take_a_copy_in_somebodys_name(Database database)
    {
        var server = await servers.On(database);
        var number = (await CaseUnderTest.Submit(server, Samples.Home())).Number;
        using var browser = await server.Browser("auditor");
        var leave = await browser.GetStringAsync(new Uri("/staff/leave", UriKind.Relative), Cancel);

        using var link = await browser.GetAsync(new Uri($"/staff/personal-data/export?number={number}&reason=x", UriKind.Relative), Cancel);
        using var foreign = await Send(null);
        Assert.NotEqual("application/zip", link.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        Assert.Equal(0, await Taken());

        using var own = await Send(Token().Match(leave).Groups["token"].Value);
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (own.StatusCode, own.Content.Headers.ContentType?.MediaType));
        await using var zip = new ZipArchive(await own.Content.ReadAsStreamAsync(Cancel));
        Assert.NotNull(zip.GetEntry("data.json"));
        Assert.Equal(1, await Taken());

        Task<int> Taken() => server.Stored(db => db.Set<PersonRequest>().CountAsync(r => r.Number == number && r.Kind == PersonRequestKind.Export, Cancel));
        async Task<HttpResponseMessage> Send(string? token)
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["number"] = number, ["reason"] = "本人到厅申请" };
            if (token is not null)
                fields["__RequestVerificationToken"] = token;
            using var form = new FormUrlEncodedContent(fields);
            return await browser.PostAsync(new Uri("/staff/personal-data/export", UriKind.Relative), form, Cancel);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Columns_of_keys_and_hashes_are_not_in_a_copy(Database database)
    {
        const string Once = "canary-once";
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var surveyor = await server.As("surveyor");
        (await one.Do(surveyor, "stages/survey/claim", key: Once)).Expect(200);
        (await one.Do(surveyor, "stages/survey/start")).Expect(200);
        var telephone = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        (await telephone.Announce(Guid.CreateVersion7(server.Time.GetUtcNow()), one, "survey", "site-overview", Photos.Jpeg(320, 200))).Expect(200);

        var copy = await Copy(await server.As("auditor"), one);

        var tables = copy.GetProperty("tables");
        foreach (var table in new[] { "stored_files", "field_uploads", "idempotency_keys" })
            Assert.NotEqual(0, tables.GetProperty(table).GetArrayLength());
        var columns = tables.EnumerateObject().SelectMany(t => t.Value.EnumerateArray().SelectMany(row => row.EnumerateObject().Select(c => $"{t.Name}.{c.Name}"))).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(columns.Intersect(["stored_files.sha256", "stored_files.idempotency_scope", "field_uploads.sha256", "idempotency_keys.key", "idempotency_keys.scope"], StringComparer.Ordinal));
        Assert.DoesNotContain(Once, copy.GetRawText(), StringComparison.Ordinal);
    }

    private static JsonObject Contact(string idType, string name)
    {
        var application = Samples.Shop();
        (application["customer"]!["idType"], application["customer"]!["idNumber"], application["customer"]!["name"]) = (idType, Firm, name);
        return application;
    }

    private static async Task<CaseUnderTest> Withdrawn(TongdianServer server, JsonObject application)
    {
        var one = await CaseUnderTest.Submit(server, application);
        (await one.Do(one.Customer, "withdraw", new { })).Expect(200);
        return one;
    }

    private static async Task<Guid> Asked(TongdianServer server, CaseUnderTest one) =>
        (await (await server.As("auditor")).Post(Erasures, new { number = one.Number, reason = "本人到厅申请" })).Expect(200).GetProperty("id").GetGuid();

    private static async Task<IReadOnlyList<Guid>> Listed(ApiClient by) => [.. (await by.Get(Requests)).Expect(200).EnumerateArray().Select(r => r.GetProperty("id").GetGuid())];

    private static Task<PersonRequestStatus> Stands(TongdianServer server, Guid asked) =>
        server.Stored(db => db.Set<PersonRequest>().Where(r => r.Id == asked).Select(r => r.Status).SingleAsync(Cancel));

    private static async Task<JsonElement> Copy(ApiClient by, CaseUnderTest one)
    {
        var answer = await by.Post("/api/v1/personal-data/exports", new { number = one.Number, reason = "本人到厅申请" });
        Assert.Equal(200, answer.Status);
        await using var zip = new ZipArchive(new MemoryStream(answer.Bytes));
        using var reader = new StreamReader(await zip.GetEntry("data.json")!.OpenAsync(Cancel));
        return JsonElement.Parse(await reader.ReadToEndAsync(Cancel));
    }

    private static IEnumerable<string> Numbers(JsonElement copy) => copy.GetProperty("numbers").EnumerateArray().Select(n => n.GetString()!);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
