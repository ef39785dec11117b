using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases;

/// <summary>What is seen of the customer, by whom, and how a case is found by what they say.</summary>
public sealed class CustomerDataTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_case_is_found_by_what_the_customer_says_in_any_spelling(Database database)
    {
        var server = await servers.On(database);
        var application = Samples.Home();
        var id = application["customer"]!["idNumber"]!.GetValue<string>();
        var phone = application["customer"]!["phone"]!.GetValue<string>();
        application["customer"]!["name"] = $"欧阳{id[^4..]}";
        application["site"]!["address"] = $"示范县 示范路{id[^6..]}号-2";
        var one = await CaseUnderTest.Submit(server, application);
        var clerk = await server.As("counter-clerk");

        foreach (var query in new[]
        {
            $"phone={phone}", $"phone=%2B86 {phone[..3]}-{phone[3..7]}-{phone[7..]}", $"idNumber={id}", $"idNumber= {id[..6]} {id[6..14]} {id[14..].ToLowerInvariant()} ",
            $"idNumber={Wide(id)}", $"name=欧阳 {id[^4..]}", $"address=示范县示范路{Wide(id[^6..])}号-2", $"phone={phone}&idNumber={id}",
        })
        {
            var found = (await clerk.Get($"/api/v1/cases?{query}")).Expect(200).EnumerateArray().Select(c => c.GetProperty("number").GetString());
            Assert.True(found.Contains(one.Number), query);
        }

        Assert.Empty((await clerk.Get($"/api/v1/cases?phone=13700000000&idNumber={id}")).Expect(200).EnumerateArray());
        Assert.Equal("422 search.nothing-given", (await clerk.Get("/api/v1/cases")).Refusal);
        Assert.Equal(["phone: party.phone-form"], (await clerk.Get("/api/v1/cases?phone=12")).Fields);

        static string Wide(string text) => string.Concat(text.Select(c => (char)(c + 0xFEE0)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_second_application_of_the_same_person_for_the_same_place_is_offered_the_first(Database database)
    {
        var server = await servers.On(database);
        var application = Samples.Home();
        var first = await CaseUnderTest.Submit(server, application.DeepClone().AsObject());

        application["site"]!["address"] = " " + application["site"]!["address"]!.GetValue<string>() + " ";
        var second = await CaseUnderTest.Submit(server, application);
        var elsewhere = application.DeepClone().AsObject();
        elsewhere["site"]!["address"] = "示范县另一条路1号";
        elsewhere["documents"]!.AsArray().Clear();
        var third = await CaseUnderTest.Submit(server, elsewhere);

        Assert.Equal([first.Number], second.Slip.GetProperty("possibleDuplicates").EnumerateArray().Select(d => d.GetProperty("number").GetString()));
        Assert.Contains("possible-duplicate", second.Slip.GetProperty("onlineFindings").EnumerateArray().Select(f => f.GetString()));
        Assert.Empty(third.Slip.GetProperty("possibleDuplicates").EnumerateArray());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Staff_see_the_customer_masked_and_whoever_unmasks_is_kept_with_the_reason(Database database)
    {
        var server = await servers.On(database);
        var application = Samples.Home();
        var phone = application["customer"]!["phone"]!.GetValue<string>();
        var one = await CaseUnderTest.Submit(server, application);
        var surveyor = await server.As("surveyor");

        var masked = await surveyor.Get(one.Path);
        Assert.DoesNotContain(phone, masked.Text, StringComparison.Ordinal);
        Assert.NotEqual("张示例", masked.Expect(200).GetProperty("customer").GetProperty("name").GetString());
        Assert.Equal("403 access.not-allowed", (await (await server.As("scheme-engineer")).Post($"{one.Path}/unmask", new { reason = "好奇" })).Refusal);
        Assert.Equal("401 access.sign-in-required", (await one.Customer.Post($"{one.Path}/unmask", new { reason = "好奇" })).Refusal);
        Assert.Equal("422 case.reason-missing", (await surveyor.Post($"{one.Path}/unmask", new { reason = " " })).Refusal);
        Assert.Empty(await Unmaskings());

        var seen = (await surveyor.Post($"{one.Path}/unmask", new { reason = "联系上门时间" })).Expect(200);

        Assert.Equal(phone, seen.GetProperty("phone").GetString());
        var kept = Assert.Single(await Unmaskings());
        Assert.Equal("联系上门时间", kept.Reason);

        async Task<List<Unmasking>> Unmaskings()
        {
            var id = (await one.Look()).Id.Value;
            return await server.Stored(db => db.Set<Unmasking>().AsNoTracking().Where(u => u.CaseId == id).ToListAsync());
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_the_customer_changes_is_found_and_what_it_was_is_not(Database database)
    {
        var server = await servers.On(database);
        var application = Samples.Home();
        var old = application["customer"]!["phone"]!.GetValue<string>();
        var one = await CaseUnderTest.Submit(server, application);
        var mended = "139" + old[..8];

        Assert.Equal("422 case.nothing-to-change", (await one.Do(one.Customer, "amend", new { })).Refusal);
        Assert.Equal(["phone: party.phone-form"], (await one.Do(one.Customer, "amend", new { phone = "1" })).Fields);
        Assert.Equal(["capacityKva: field.out-of-range"], (await one.Do(one.Customer, "amend", new { capacityKva = 1_000_000_000 })).Fields);
        Assert.Equal("409 case.amendment-changes-process", (await one.Do(one.Customer, "amend", new { capacityKw = 900 })).Refusal);
        (await one.Do(one.Customer, "amend", new { phone = mended, capacityKw = 10 })).Expect(200);

        var clerk = await server.As("counter-clerk");
        Assert.Contains(one.Number, (await clerk.Get($"/api/v1/cases?phone={mended}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(one.Number, (await clerk.Get($"/api/v1/cases?phone={old}")).Text, StringComparison.Ordinal);
        Assert.Equal(10, (await one.Look()).Facts.CapacityKw);
        await one.GoOn("construction");
        Assert.Equal("409 case.too-late-to-amend", (await one.Do(one.Customer, "amend", new { capacityKw = 12 })).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_file_of_the_case_is_read_by_its_customer_and_staff_the_original_by_staff_only(Database database)
    {
        var server = await servers.On(database);
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        var file = (await one.Customer.Get(one.Path)).Expect(200).GetProperty("files")[0].GetProperty("file").GetGuid();
        var surveyor = await server.As("surveyor");

        Assert.Equal((200, "image/jpeg"), await Read(one.Customer, one));
        Assert.Equal((200, "image/jpeg"), await Read(surveyor, one));
        Assert.Equal(Samples.Photo, (await surveyor.Get($"{one.Path}/files/{file}?original=true")).Bytes);
        Assert.Equal("403 file.original-for-staff", (await one.Customer.Get($"{one.Path}/files/{file}?original=true")).Refusal);
        Assert.Equal("403 access-code.wrong", (await server.AsCustomer(one.Number, other.Code).Get($"{one.Path}/files/{file}")).Refusal);
        Assert.Equal("404 file.not-found", (await other.Customer.Get($"{other.Path}/files/{file}")).Refusal);
        Assert.Equal("401 access.sign-in-required", (await server.Anyone.Get($"{one.Path}/files/{file}")).Refusal);

        async Task<(int, string)> Read(ApiClient who, CaseUnderTest of) =>
            await who.Get($"{of.Path}/files/{file}") is var answer ? (answer.Status, answer.Headers["Content-Type"]) : default;
    }
}
