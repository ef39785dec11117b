using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Http;

/// <summary>Whatever is sent: a clear answer that names the field, and nothing half-written.</summary>
public sealed class BadInputTests(Servers servers) : IClassFixture<Servers>
{
    /// <summary>A change of a good application, and what is said about it.</summary>
    public static TheoryData<Database, string, string, string> Applications => new MatrixTheoryData4(
    [
        ("customer.name", "\"\"", "customer.name: party.missing"),
        ("customer.name", "12", "customer.name: field.wrong-type"),
        ("customer.name", "\"张\\u0000三\"", "customer.name: party.characters"),
        ("customer.name", "\"张\\u202E三\"", "customer.name: party.characters"),
        ("customer.name", "\"\\ud800\"", "customer.name: field.wrong-type"),
        ("customer.kind", "\"king\"", "customer.kind: field.option"),
        ("customer.idNumber", "\"110101199003077470\"", "customer.idNumber: party.resident-id-check"),
        ("customer.phone", "\"110\"", "customer.phone: party.phone-form"),
        ("customer.email", "\"not an address\"", "customer.email: party.email-form"),
        ("customer.nickname", "\"x\"", "customer.nickname: field.wrong-type"),
        ("supply.capacityKw", "0", "supply.capacityKw: field.out-of-range"),
        ("supply.capacityKw", "-1", "supply.capacityKw: field.out-of-range"),
        ("supply.capacityKw", "1000000000", "supply.capacityKw: field.out-of-range"),
        ("supply.capacityKw", "1e400", "supply.capacityKw: field.wrong-type"),
        ("supply.capacityKw", "\"8\"", "supply.capacityKw: field.wrong-type"),
        ("supply.capacityKw", "{}", "supply.capacityKw: field.wrong-type"),
        ("supply.sources", "3", "supply.sources: field.out-of-range"),
        ("supply.sources", "1.5", "supply.sources: field.wrong-type"),
        ("supply.wantedOn", "\"2020-01-01\"", "supply.wantedOn: date.in-the-past"),
        ("supply.wantedOn", "\"2026-02-30\"", "supply.wantedOn: field.wrong-type"),
        ("supply.urgency", "\"emergency\"", "supply.reason: field.required"),
        ("supply.request", "\"increase\"", "supply.accountNumber: field.required"),
        ("supply.purpose", "\"a\\u0000b\"", "supply.purpose: field.characters"),
        ("supply.reason", "\"\\u202E\"", "supply.reason: field.characters"),
        ("site.region", "\"atlantis\"", "site.region: region.unknown"),
        ("site.region", "\"\\u0000\"", "site.region: region.unknown"),
        ("site.lat", "91", "site.lat: party.position"),
        ("site.lat", "1e999", "site.lat: party.position"),
        ("site.address", "\"\"", "site.address: party.missing"),
        ("documents", "[null]", "documents[0]: field.required"),
        ("documents", "[{\"kind\":\"identity\"}]", "documents[0].file: field.required"),
        ("documents", "[{\"kind\":\"\\u0000\",\"file\":\"0190a1b2-0000-7000-8000-000000000001\"}]", "documents[0].kind: file.kind-unknown"),
        ("documents", "[{\"kind\":\"identity\",\"file\":\"0190a1b2-0000-7000-8000-000000000001\"}]", "documents[0].file: file.unknown"),
        ("documents", "[{\"kind\":\"horoscope\",\"file\":\"$FILE\"}]", "documents[0].kind: field.option"),
        ("documents", "\"none\"", "documents: field.wrong-type"),
        ("consent", "false", "consent: consent.required"),
        ("consent", "\"yes\"", "consent: field.wrong-type"),
        ("language", "\"tlh\"", "language: field.option"),
        ("surprise", "1", "surprise: field.wrong-type"),
    ]);

    [Theory, MemberData(nameof(Applications))]
    public async Task A_wrong_application_names_the_field_and_leaves_nothing(Database database, string path, string value, string said)
    {
        var server = await servers.On(database);
        if (value.Contains("$FILE", StringComparison.Ordinal))
            value = value.Replace("$FILE", $"{await server.Anyone.Upload()}", StringComparison.Ordinal);
        var text = Put(Samples.Home(), path, value);
        var before = await server.RowCounts();

        var refused = await server.Anyone.PostRaw("/api/v1/cases", Encoding.UTF8.GetBytes(text));

        Assert.InRange(refused.Status, 400, 422);
        Assert.Contains(said, refused.Fields);
        Assert.Equal(before, await server.RowCounts());
        Assert.DoesNotContain("   at ", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", refused.Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_no_request_at_all_is_refused_as_such(Database database)
    {
        var server = await servers.On(database);
        var before = await server.RowCounts();

        Assert.Equal("415 body.not-json", await Refused("{}", "text/plain"));
        Assert.Equal("400 body.malformed", await Refused(""));
        Assert.Equal("400 body.empty", await Refused("null"));
        Assert.Equal("400 body.malformed", await Refused("{"));
        Assert.Equal("400 body.malformed", await Refused("[1,2]"));
        Assert.Equal("400 body.malformed", await Refused("{\"consent\":true,\"consent\":false}"));
        Assert.Equal("400 body.malformed", await Refused(new string('[', 5_000)));
        Assert.Equal("400 body.malformed", await Refused("{\"customer\":" + string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 41)));
        Assert.Equal("415 body.not-json", (await server.Anyone.Post("/api/v1/cases")).Refusal);
        Assert.Equal("413 body.too-large", await Refused(new string(' ', 2 << 20) + "{}"));
        Assert.Equal("413 body.too-large", await Refused(new string(' ', 2 << 20) + "{}", key: "large"));
        Assert.Equal("400 body.malformed", (await server.Anyone.PostRaw("/api/v1/cases", [(byte)'"', 0xFF, 0xFE, (byte)'"'])).Refusal);
        Assert.Equal(before, await server.RowCounts());

        async Task<string> Refused(string body, string type = "application/json", string? key = null) =>
            (await server.Anyone.PostRaw("/api/v1/cases", Encoding.UTF8.GetBytes(body), type, key: key)).Refusal;
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Commands_without_what_they_need_name_it(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var (coordinator, surveyor, before) = (await server.As("coordinator"), await server.As("surveyor"), await server.RowCounts());

        Assert.Equal(["assignee: field.required"], (await one.Do(coordinator, "stages/survey/assign", new { })).Fields);
        Assert.Equal(["reason: field.required", "to: field.required"], (await one.Do(surveyor, "stages/survey/send-back", new { })).Fields);
        Assert.Equal(["into: field.required"], (await one.Do(coordinator, "merge", new { })).Fields);
        Assert.Equal(["process: field.required", "reason: field.required"], (await one.Do(coordinator, "reassign-process", new { })).Fields);
        Assert.Equal(["reason: field.required"], (await one.Do(surveyor, "stages/survey/pause", new { })).Fields);
        Assert.Equal(["reason: field.required"], (await coordinator.Post($"{one.Path}/unmask", new { })).Fields);
        Assert.Equal(["reason: field.characters"], (await coordinator.Post($"{one.Path}/unmask", "{\"reason\":\"a\\u0000b\"}")).Fields);
        Assert.Equal(["note: field.too-long"], (await one.Do(surveyor, "stages/survey/pause", new { reason = "weather", note = new string('x', 2001) })).Fields);
        Assert.Equal(["reason: field.characters"], (await one.Do(coordinator, "stages/survey/assign", "{\"assignee\":\"x\",\"reason\":\"\\u0007\"}")).Fields);
        Assert.Equal(["files[0]: field.required"], (await one.Do(surveyor, "stages/survey/draft", "{\"files\":[null]}")).Fields);
        Assert.Equal(["signatures[0].file: field.required"], (await one.Do(surveyor, "stages/survey/draft", "{\"signatures\":[{\"role\":\"customer\"}]}")).Fields);
        Assert.Equal("404 stage.unknown", (await one.Do(surveyor, "stages/no%20such/draft", new { })).Refusal);
        Assert.Equal(["fields.cableRoute: field.characters"], (await one.Do(surveyor, "stages/survey/draft", "{\"fields\":{\"cableRoute\":\"a\\u0000\"}}")).Fields);
        Assert.Equal(["fields.cableRoute: field.characters"], (await one.Do(surveyor, "stages/survey/draft", "{\"fields\":{\"cableRoute\":\"\\udc00\"}}")).Fields);
        Assert.Equal(400, (await one.Do(surveyor, "stages/survey/draft", "{\"fields\":{\"\\udc00\":1}}")).Status);
        Assert.Equal(before, await server.RowCounts());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_request_for_an_inspection_takes_no_file_of_a_made_up_kind(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Factory());
        await one.GoOn("completion-inspection");
        var file = await server.Anyone.Upload();

        var refused = await one.Do(one.Customer, "stages/completion-inspection/request", new { files = new[] { new { kind = new string('k', 300), file } } });

        Assert.Equal(["files[0].kind: file.kind-unknown"], refused.Fields);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Markup_statements_and_rare_characters_come_back_to_the_letter(Database database)
    {
        const string nasty = "<script>alert(1)</script> '; DROP TABLE cases; -- \" \\ {0} {stage} %s 𠮷𡈽 👷🏽‍♂️ é &amp; \u2028.";
        var server = await servers.On(database);
        var application = Samples.Hospital();
        application["customer"]!["organisation"] = "𠮷村<b>'\"医院;--";
        application["supply"]!["reason"] = nasty;
        application["site"]!["address"] = "示范县<i>𠮷</i>路'1\"号; DROP TABLE cases";
        application["supply"]!["purpose"] = "<img src=x>";
        var one = await CaseUnderTest.Submit(server, application);
        var (staff, coordinator) = (await server.As("counter-clerk"), await server.As("coordinator"));

        (await one.Do(staff, "stages/acceptance/draft", new { fields = new { remarks = nasty } })).Expect(200);
        (await one.Do(coordinator, "stages/acceptance/pause", new { reason = "weather", note = nasty })).Expect(200);

        var details = (await staff.Post($"{one.Path}/unmask", new { reason = nasty })).Expect(200);
        Assert.Equal("𠮷村<b>'\"医院;--", details.GetProperty("organisation").GetString());
        Assert.Equal("示范县<i>𠮷</i>路'1\"号; DROP TABLE cases", details.GetProperty("address").GetString());
        var whole = await staff.Get(one.Path);
        Assert.Equal(nasty, whole.Expect(200).GetProperty("entries").GetProperty("acceptance").GetProperty("fields").GetProperty("remarks").GetString());
        Assert.Equal("<img src=x>", whole.Json.GetProperty("facts").GetProperty("purpose").GetString());
        Assert.StartsWith("application/json", whole.Headers["Content-Type"], StringComparison.Ordinal);
        var events = (await staff.Get($"{one.Path}/events")).Expect(200).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(nasty, events[0].GetProperty("reason").GetString());
        Assert.Equal(nasty, events.Single(e => e.GetProperty("kind").GetString() == "stage-paused").GetProperty("data").GetProperty("note").GetString());
        var id = (await one.Look()).Id.Value;
        Assert.Equal(nasty, await server.Stored(db => db.Set<Unmasking>().Where(u => u.CaseId == id).Select(u => u.Reason).SingleAsync()));
        await Projections.AreFresh(server, one.Number);
    }

    private static string Put(JsonObject application, string path, string value)
    {
        var names = path.Split('.');
        var at = names[..^1].Aggregate(application, (node, name) => node[name]!.AsObject());
        at[names[^1]] = "$HERE";
        return application.ToJsonString().Replace("\"$HERE\"", value, StringComparison.Ordinal);
    }

    private sealed class MatrixTheoryData4 : TheoryData<Database, string, string, string>
    {
        public MatrixTheoryData4(IEnumerable<(string Path, string Value, string Said)> rows)
        {
            foreach (var (path, value, said) in rows)
            {
                foreach (var database in Enum.GetValues<Database>())
                    Add(database, path, value, said);
            }
        }
    }
}
