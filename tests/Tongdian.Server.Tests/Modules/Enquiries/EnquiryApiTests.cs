using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Enquiries;

/// <summary>Enquiries, complaints and fault reports over the API: who has them, what is said, how they end.</summary>
public sealed class EnquiryApiTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task It_has_a_number_a_code_an_owner_and_a_day_to_be_answered_and_nothing_personal_lies_open(Database database)
    {
        var server = await servers.On(database);
        var phone = EnquiryUnderTest.Phone();

        var slip = (await server.Anyone.Post("/api/v1/enquiries", EnquiryUnderTest.Request(phone: phone, text: "张示例问电费 😀"))).Expect(201);

        var number = slip.GetProperty("number").GetString()!;
        Assert.True(EnquiryNumber.TryParse(number, out _));
        Assert.Equal(server.Clock.GetUtcNow().AddHours(24), slip.GetProperty("dueAt").GetDateTimeOffset());
        var row = await server.Stored(db => db.Set<EnquiryRow>().SingleAsync(e => e.Number == number));
        Assert.NotEmpty(row.Owner);
        Assert.Equal(row.Owner, row.Assignee);
        Assert.Equal(server.Clock.GetUtcNow().AddHours(18), row.NextAt);
        var entries = await server.Stored(db => db.Set<EnquiryEntry>().Where(e => e.EnquiryId == row.Id).ToListAsync());
        Assert.All(new[] { row.State, System.Text.Encoding.UTF8.GetString(entries.Single().Payload) }, kept =>
        {
            Assert.DoesNotContain("张示例", kept, StringComparison.Ordinal);
            Assert.DoesNotContain(phone, kept, StringComparison.Ordinal);
        });
        var seen = (await server.AsCustomer(number, slip.GetProperty("accessCode").GetString()!).Get($"/api/v1/enquiries/{number}")).Expect(200);
        Assert.Equal("张示例问电费 😀", seen.GetProperty("messages")[0].GetProperty("text").GetString());
        Assert.False(seen.TryGetProperty("inside", out _));
        Assert.Equal("403 access-code.wrong", (await server.AsCustomer(number, "AAAABBBB").Get($"/api/v1/enquiries/{number}")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_same_request_asks_once_and_gets_the_same_code(Database database)
    {
        var server = await servers.On(database);
        var (request, key) = (EnquiryUnderTest.Request(), Guid.NewGuid().ToString());

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.Anyone.Post("/api/v1/enquiries", request, key: key)));

        Assert.Single(answers.Select(a => a.Expect(201).GetProperty("number").GetString()).Distinct(StringComparer.Ordinal));
        Assert.Single(answers.Select(a => a.Json.GetProperty("accessCode").GetString()).Distinct(StringComparer.Ordinal));
        Assert.Equal("422 idempotency.other-request", (await server.Anyone.Post("/api/v1/enquiries", EnquiryUnderTest.Request(), key: key)).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_cannot_be_asked_is_refused_with_every_field_and_writes_nothing(Database database)
    {
        var server = await servers.On(database);
        var before = await server.RowCounts();

        Assert.Equal(
            ["contact.name: party.missing", "contact.phone: party.phone-form", "language: field.option", "region: field.option", "text: field.required"],
            (await server.Anyone.Post("/api/v1/enquiries", new { kind = "complaint", text = " \n ", region = "atlantis", contact = new { name = "", phone = "12" }, language = "fr" })).Fields);
        Assert.Equal(["text: field.too-long"], (await server.Anyone.Post("/api/v1/enquiries", EnquiryUnderTest.Request(text: new string('长', 4001)))).Fields);
        Assert.Equal(["text: field.characters"], (await server.Anyone.Post("/api/v1/enquiries", EnquiryUnderTest.Request(text: "看\u202E不见"))).Fields);
        Assert.Equal(["kind: field.wrong-type"], (await server.Anyone.Post("/api/v1/enquiries", EnquiryUnderTest.Request(kind: "gossip"))).Fields);
        Assert.Equal(["files[0]: file.unknown"], (await server.Anyone.Post("/api/v1/enquiries", With("files", new[] { Guid.NewGuid() }))).Fields);
        Assert.Equal(["case.number: case.number-form"], (await server.Anyone.Post("/api/v1/enquiries", With("case", new { number = "TD1" }))).Fields);
        var somewhere = CaseNumber.Make(new DateOnly(2026, 3, 2), 42).Value;
        Assert.Equal(["case.accessCode: field.required"], (await server.Anyone.Post("/api/v1/enquiries", With("case", new { number = somewhere }))).Fields);
        Assert.Equal(["case.accessCode: access-code.wrong"], (await server.Anyone.Post("/api/v1/enquiries", With("case", new { number = somewhere, accessCode = "AAAABBBB" }))).Fields);
        Assert.Equal("413 body.too-large", (await server.Anyone.Post("/api/v1/enquiries", EnquiryUnderTest.Request(text: new string('a', 10 << 20)))).Refusal);
        Assert.Equal("400 page.bad-cursor", (await (await server.As("coordinator")).Get("/api/v1/enquiries?after=x!")).Refusal);
        Assert.Equal(["kind: field.option", "scope: field.option", "standing: field.option"], (await (await server.As("coordinator")).Get("/api/v1/enquiries?scope=x&kind=y&standing=z")).Fields);

        Assert.Equal(before, await server.RowCounts());

        static Dictionary<string, object?> With(string name, object value)
        {
            var request = EnquiryUnderTest.Request();
            request[name] = value;
            return request;
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task About_a_case_it_belongs_to_the_cases_owner_and_person_and_a_wrong_code_is_none(Database database)
    {
        var server = await servers.On(database);
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));

        var wrong = await server.Anyone.Post("/api/v1/enquiries", new { kind = "enquiry", text = "什么时候来？", @case = new { number = one.Number, accessCode = other.Code } });
        Assert.Equal(["case.accessCode: access-code.wrong"], wrong.Fields);
        var slip = (await server.Anyone.Post("/api/v1/enquiries", new { kind = "enquiry", text = "什么时候来？", @case = new { number = one.Number, accessCode = one.Code } })).Expect(201);

        var row = await Row(server, slip);
        var state = await one.Look();
        Assert.Equal((state.Owner, state.Customer.Person, state.Facts.Region, one.Number), (row.Owner, row.PersonId, row.Region, row.CaseNumber));
        var listed = (await (await server.As("coordinator")).Get($"/api/v1/enquiries?case={one.Number}")).Expect(200).GetProperty("items");
        Assert.Equal(row.Number, listed.EnumerateArray().Single().GetProperty("number").GetString());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_fault_goes_at_once_to_whoever_is_on_duty_or_else_to_the_coordinator(Database database)
    {
        var server = await servers.On(database);
        var nobody = await EnquiryUnderTest.Ask(server, "fault");
        Assert.Equal("coordinator", await nobody.Login((await nobody.Look()).Assignee!));

        var crew = (await server.Colleague("construction-crew")).Id;
        (await (await server.As("administrator")).Post("/api/v1/administration/duties", new
        {
            region = "demo-county", department = "o-and-m", from = server.Clock.GetUtcNow().AddHours(-1), to = server.Clock.GetUtcNow().AddHours(8), staff = crew,
        })).Expect(200);
        var fault = await EnquiryUnderTest.Ask(server, "fault", "demo-county-east");

        Assert.Equal(server.Clock.GetUtcNow().AddMinutes(30), fault.Slip.GetProperty("dueAt").GetDateTimeOffset());
        Assert.Equal("赵磊", fault.Slip.GetProperty("responsible").GetProperty("name").GetString());
        var onDuty = await server.As("construction-crew");
        var first = (await onDuty.Get("/api/v1/enquiries")).Expect(200).GetProperty("items")[0];
        Assert.Equal((fault.Number, "fault", "on-time"), (Text(first, "number"), Text(first, "kind"), Text(first, "standing")));
        var me = await server.Colleague("construction-crew");
        Assert.True((await server.Services.GetRequiredService<ListEnquiries>().Waiting(me, 50, default)).Faults >= 1);

        server.Clock.Advance(TimeSpan.FromMinutes(23));
        Assert.Equal("near", Text((await onDuty.Get(fault.Path)).Expect(200), "standing"));
        (await fault.Do(onDuty, "acknowledge")).Expect(200);
        var taken = (await onDuty.Get(fault.Path)).Expect(200);
        Assert.Equal(("on-time", (await fault.Look()).AskedAt.AddHours(24)), (Text(taken, "standing"), taken.GetProperty("dueAt").GetDateTimeOffset()));
        Assert.Equal("409 enquiry.already-taken", (await fault.Do(onDuty, "acknowledge")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_answer_goes_out_as_a_message_and_the_thread_goes_on_until_the_customer_is_content(Database database)
    {
        var server = await servers.On(database);
        var one = await EnquiryUnderTest.Ask(server);
        var owner = await one.Owner();

        Assert.Equal("409 enquiry.not-answered", (await one.Do(owner, "close")).Refusal);
        (await one.Do(owner, "note", new { text = "内部：先查表" })).Expect(200);
        (await one.Do(owner, "answer", new { text = "我们周四上门查表。" })).Expect(200);
        var id = (await one.Look()).Id.Value;
        var message = await server.Stored(db => db.Set<Message>().SingleAsync(m => m.CaseId == id));
        Assert.Equal(("enquiry-answered", one.Number), (message.Purpose, message.Number));
        var outbox = server.Services.GetRequiredService<ReadOutbox>();
        Assert.Contains("我们周四上门查表", (await outbox.Text(await server.Colleague("coordinator"), message.Id, "核对", default)).Value, StringComparison.Ordinal);

        (await one.Do(one.Customer, "verdict", new { answered = false, text = "没人来" })).Expect(200);
        Assert.Equal(EnquiryStatus.Open, (await one.Look()).Status);
        (await one.Customer.Post($"{one.Path}/messages", new { text = "照片在这里", files = new[] { await server.Anyone.Upload() } })).Expect(200);
        (await one.Do(owner, "answer", new { text = "已换表。" })).Expect(200);
        (await one.Do(owner, "close")).Expect(200);
        (await one.Do(one.Customer, "verdict", new { answered = true })).Expect(200);

        var seen = (await one.Customer.Get(one.Path)).Expect(200);
        Assert.Equal(["customer", "company", "customer", "company"], seen.GetProperty("messages").EnumerateArray().Select(m => Text(m, "from")));
        Assert.DoesNotContain("内部", seen.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("没人来", seen.GetProperty("messages").GetRawText(), StringComparison.Ordinal);
        var inside = (await owner.Get(one.Path)).Expect(200).GetProperty("inside");
        Assert.Equal(8, inside.GetProperty("timeline").GetArrayLength());
        Assert.Contains("内部：先查表", inside.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("张示例", inside.GetRawText(), StringComparison.Ordinal);
        var file = seen.GetProperty("messages")[2].GetProperty("files")[0].GetProperty("file").GetGuid();
        Assert.Equal(200, (await one.Customer.Get($"{one.Path}/files/{file}")).Status);
        var other = await EnquiryUnderTest.Ask(server);
        Assert.Equal(404, (await other.Customer.Get($"{other.Path}/files/{file}")).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Two_at_once_lose_nothing_and_only_one_decides(Database database)
    {
        var server = await servers.On(database);
        var one = await EnquiryUnderTest.Ask(server);
        var owner = await one.Owner();
        var version = (await one.Look()).Version;

        Assert.Equal("428 version.required", (await owner.Post($"{one.Path}/answer", new { text = "x" })).Refusal);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => owner.Post($"{one.Path}/answer", new { text = $"答复{i}" }, version)));
        Assert.Equal([200, 412, 412, 412], answers.Select(a => a.Status).Order());
        var wrote = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => one.Customer.Post($"{one.Path}/messages", new { text = $"补充{i}" })));
        Assert.All(wrote, a => Assert.Equal(200, a.Status));
        var key = Guid.NewGuid().ToString();
        var pressed = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => one.Customer.Post($"{one.Path}/messages", new { text = "按了三次" }, key: key)));
        Assert.All(pressed, a => Assert.Equal(200, a.Status));

        var state = await one.Look();
        Assert.Equal(version + 1 + 6 + 1, state.Version);
        var entries = await server.Stored(db => db.Set<EnquiryEntry>().Where(e => e.EnquiryId == state.Id.Value).CountAsync());
        Assert.Equal(state.Version, entries);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task It_is_transferred_and_owned_with_a_reason_and_by_those_who_deal_with_it(Database database)
    {
        var server = await servers.On(database);
        var one = await EnquiryUnderTest.Ask(server);
        var (owner, installer, coordinator) = (await one.Owner(), await server.As("meter-installer"), await server.As("coordinator"));
        var to = (await server.Colleague("meter-installer")).Id;

        Assert.Equal("403 enquiry.not-allowed", (await one.Do(installer, "answer", new { text = "x" })).Refusal);
        Assert.Equal(["reason: field.required"], (await one.Do(owner, "transfer", new { to, reason = "" })).Fields);
        Assert.Equal(["to: field.option"], (await one.Do(owner, "transfer", new { to = Guid.NewGuid().ToString(), reason = "查表" })).Fields);
        Assert.Equal(["department: field.option"], (await one.Do(owner, "transfer", new { department = "magic", reason = "查表" })).Fields);
        (await one.Do(owner, "transfer", new { to, reason = "要查表" })).Expect(200);
        Assert.Equal((to, "metering"), ((await one.Look()).Assignee, (await one.Look()).Department));
        Assert.Equal("403 enquiry.not-allowed", (await one.Do(installer, "owner", new { owner = to, reason = "x" })).Refusal);
        (await one.Do(installer, "answer", new { text = "已查。" })).Expect(200);
        (await one.Do(coordinator, "owner", new { owner = to, reason = "调岗" })).Expect(200);
        Assert.Equal(to, (await one.Look()).Owner);
        (await one.Do(installer, "transfer", new { department = "customer-service", reason = "回访" })).Expect(200);
        Assert.Null((await one.Look()).Assignee);

        var far = await server.As(await server.Hire($"far-{Guid.NewGuid():N}", "coordinator", "customer-service", "demo-district"));
        Assert.Equal("404 enquiry.not-found", (await far.Get(one.Path)).Refusal);
        Assert.Equal("422 case.reason-missing", (await coordinator.Post($"{one.Path}/unmask", new { reason = " " })).Refusal);
        Assert.Equal("张示例", Text((await coordinator.Post($"{one.Path}/unmask", new { reason = "要回电" })).Expect(200), "name"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_list_puts_faults_first_then_what_is_due_and_pages_without_loss(Database database)
    {
        var server = await servers.On(database);
        var manager = await server.As(await server.Hire($"boss-{Guid.NewGuid():N}", "manager", "marketing", "demo-county-west"));
        var made = new List<EnquiryUnderTest>();
        foreach (var kind in new[] { "enquiry", "fault", "complaint", "enquiry", "fault" })
        {
            made.Add(await EnquiryUnderTest.Ask(server, kind, "demo-county-west"));
            server.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var (listed, after) = (new List<string>(), "");
        do
        {
            var page = (await manager.Get($"/api/v1/enquiries?scope=unanswered&limit=2{after}")).Expect(200);
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(i => Text(i, "number")!));
            after = page.TryGetProperty("next", out var next) ? $"&after={next.GetString()}" : null;
        }
        while (after is not null);

        Assert.Equal([made[1].Number, made[4].Number, made[0].Number, made[2].Number, made[3].Number], listed);
        server.Later(TimeSpan.FromHours(25));
        var again = await server.As("coordinator");
        Assert.Contains(made[0].Number, (await again.Get("/api/v1/enquiries?scope=team&standing=late&limit=200")).Text, StringComparison.Ordinal);
        (await made[0].Do(again, "answer", new { text = "抱歉，晚了。" })).Expect(200);
        var seen = (await again.Get(made[0].Path)).Expect(200);
        Assert.Equal(("answered-late", true), (Text(seen, "standing"), seen.TryGetProperty("breachedAt", out _)));
        var row = await Row(server, made[0].Slip);
        Assert.Equal((true, null), (row.BreachedAt is not null, row.NextAt));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_answer_brings_photos_and_papers_which_are_the_customers_then(Database database)
    {
        var server = await servers.On(database);
        var one = await EnquiryUnderTest.Ask(server);
        var owner = await one.Owner();
        Guid[] files = [await owner.Upload(), await owner.Upload("%PDF-1.7 ours"u8.ToArray(), "回函.pdf")];

        Assert.Equal(["files: file.too-many"], (await one.Do(owner, "answer", new { text = "x", files = Enumerable.Range(0, 7).Select(_ => Guid.NewGuid()) })).Fields);
        Assert.Equal(["files[0]: file.unknown"], (await one.Do(owner, "answer", new { text = "x", files = new[] { Guid.NewGuid() } })).Fields);
        (await one.Do(owner, "answer", new { text = "见照片和回函。", files })).Expect(200);

        var answer = (await one.Customer.Get(one.Path)).Expect(200).GetProperty("messages")[1];
        Assert.Equal(("company", "image/jpeg", "application/pdf"), (Text(answer, "from"), Text(answer.GetProperty("files")[0], "mediaType"), Text(answer.GetProperty("files")[1], "mediaType")));
        foreach (var file in files)
            Assert.Equal(200, (await one.Customer.Get($"{one.Path}/files/{file}")).Status);
        var person = (await one.Look()).Customer.Person;
        Assert.Equal(2, await server.Stored(db => db.Set<Server.Modules.Files.StoredFile>().CountAsync(f => files.Contains(f.Id) && f.PersonId == person)));
        using var visitor = server.Visitor();
        var thread = await visitor.Open($"/ask/open?number={one.Number}&code={one.Code}");
        Assert.Equal(200, (await visitor.Open(thread.Link("附件 2"))).Status);
        // One file belongs to one answer.
        Assert.Equal(["files[0]: file.taken"], (await one.Do(await server.As("coordinator"), "answer", new { text = "x", files = new[] { await Taken(server) } })).Fields);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Who_takes_it_at_the_counter_owns_it_and_the_customer_gets_number_and_code(Database database)
    {
        var server = await servers.On(database);
        var clerk = await server.As("counter-clerk");
        var request = EnquiryUnderTest.Request("complaint");
        request["channel"] = "telephone";

        var slip = (await clerk.Post("/api/v1/enquiries", request)).Expect(201);

        var row = await Row(server, slip);
        Assert.Equal((await server.Colleague("counter-clerk")).Id, row.Owner);
        var message = await server.Stored(db => db.Set<Message>().SingleAsync(m => m.CaseId == row.Id));
        Assert.Contains(Text(slip, "accessCode")!, (await server.Services.GetRequiredService<ReadOutbox>().Text(await server.Colleague("coordinator"), message.Id, "核对", default)).Value, StringComparison.Ordinal);
        Assert.Equal("403 access.not-allowed", (await (await server.As("surveyor")).Post("/api/v1/enquiries", request)).Refusal);
        // Nobody has a message sent to a telephone that is not theirs.
        var online = await Row(server, (await EnquiryUnderTest.Ask(server)).Slip);
        Assert.Equal(0, await server.Stored(db => db.Set<Message>().CountAsync(m => m.CaseId == online.Id)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Of_somebody_who_was_erased_nothing_that_was_said_can_be_read(Database database)
    {
        var server = await servers.On(database);
        var one = await EnquiryUnderTest.Ask(server);
        var person = (await one.Look()).Customer.Person;
        await server.Stored(async db =>
        {
            var row = await db.Set<Person>().SingleAsync(p => p.Id == person);
            Vault.Erase(row, server.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        var seen = (await (await server.As("coordinator")).Get(one.Path)).Expect(200);

        Assert.DoesNotContain("电表", seen.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("404 person.erased", (await one.Do(await one.Owner(), "answer", new { text = "x" })).Refusal);
    }

    // A file that belongs to somebody else's enquiry.
    private static async Task<Guid> Taken(TongdianServer server)
    {
        var (other, file) = (await EnquiryUnderTest.Ask(server), await server.Anyone.Upload());
        (await other.Customer.Post($"{other.Path}/messages", new { text = "照片", files = new[] { file } })).Expect(200);
        return file;
    }

    private static async Task<EnquiryRow> Row(TongdianServer server, JsonElement slip)
    {
        var number = Text(slip, "number");
        return await server.Stored(db => db.Set<EnquiryRow>().AsNoTracking().SingleAsync(e => e.Number == number));
    }

    private static string? Text(JsonElement item, string property) => item.TryGetProperty(property, out var value) ? value.GetString() : null;
}
