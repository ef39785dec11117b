using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Intake.Counter;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Intake;

/// <summary>A colleague applies for a customer at the counter or on the telephone.</summary>
public sealed class CounterTests(Servers servers) : IClassFixture<Servers>
{
    private static int people = 700_000;

    [Theory, ClassData(typeof(Databases))]
    public async Task The_answers_so_far_lead_to_a_process_a_promise_and_the_documents_it_wants(Database database)
    {
        var help = (await servers.On(database)).Services.GetRequiredService<CounterHelp>();
        var form = Filled();

        var home = (await help.Foresee(form, default))!;
        Assert.Equal(("low-voltage-residential", "low"), (home.Process.Key.Id, home.Voltage.Voltage));
        Assert.Contains(home.Documents, d => d is { Kind: "identity", Min: > 0 });
        form.Kind = "business";
        (form.Capacity, form.Unit) = ("800", "kva");
        Assert.Equal("high-voltage", (await help.Foresee(form, default))!.Process.Key.Id);
        form.Urgency = "emergency";
        Assert.Equal("emergency", (await help.Foresee(form, default))!.Process.Key.Id);
        form.Capacity = "";
        Assert.Null(await help.Foresee(form, default));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_colleague_owns_the_case_and_it_is_kept_who_saw_the_identity_once_however_often_it_is_sent(Database database)
    {
        var server = await servers.On(database);
        var (help, clerk) = (server.Services.GetRequiredService<CounterHelp>(), await server.Colleague("counter-clerk"));
        var form = Filled();
        form.IdentitySeen = true;
        form.Papers.Add((await help.Keep(new MemoryStream(Samples.Photo), "identity", "身份证.jpg", clerk, default)).Value);
        form.Papers.Add((await help.Keep(new MemoryStream(Samples.Pdf), "property", "房产证.pdf", clerk, default)).Value);

        var slip = (await help.Submit(form, Caller.Of(clerk), default)).Value;
        var again = (await help.Submit(form, Caller.Of(clerk), default)).Value;

        Assert.Equal((slip.Number, slip.AccessCode), (again.Number, again.AccessCode));
        var state = await server.Load(slip.Number);
        Assert.Equal((clerk.Id, "counter", clerk.Id, CaseStatus.Accepted), (state.Owner, state.Channel, state.IdentitySeenBy, state.Status));
        Assert.Equal(2, state.Documents.Length);
        form.Phone = "13700000000";
        Assert.Equal("idempotency.other-request", (await help.Submit(form, Caller.Of(clerk), default)).Error?.Code);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Having_seen_a_document_does_not_stand_in_for_it_and_on_the_telephone_nothing_is_seen(Database database)
    {
        var server = await servers.On(database);
        var help = server.Services.GetRequiredService<CounterHelp>();
        var form = Filled();
        (form.IdentitySeen, form.Channel) = (true, "telephone");

        var slip = (await help.Submit(form, Caller.Of(await server.Colleague("customer-service-agent")), default)).Value;

        Assert.Contains("document-missing:identity", slip.OnlineFindings);
        var state = await server.Load(slip.Number);
        Assert.Equal(("telephone", null, CaseStatus.Submitted), (state.Channel, state.IdentitySeenBy, state.Status));
        var other = Filled();
        other.IdentitySeen = true;
        Assert.Contains("document-missing:identity", (await help.Submit(other, Caller.Of(await server.Colleague("counter-clerk")), default)).Value.OnlineFindings);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Only_who_speaks_for_customers_takes_applications_and_wrong_fields_are_named(Database database)
    {
        var server = await servers.On(database);
        var help = server.Services.GetRequiredService<CounterHelp>();
        Assert.Equal("access.not-allowed", (await help.Submit(Filled(), Caller.Of(await server.Colleague("surveyor")), default)).Error?.Code);
        var form = Filled();
        (form.Phone, form.Consent, form.Capacity) = ("123", false, "many");

        var wrong = (await help.Submit(form, Caller.Of(await server.Colleague("counter-clerk")), default)).Error!;

        Assert.Equal(["consent", "customer.phone", "supply.capacityKw"], wrong.Fields.Select(f => f.Field).Order(StringComparer.Ordinal));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_open_case_of_the_same_person_at_the_same_place_is_offered(Database database)
    {
        var server = await servers.On(database);
        var (help, clerk) = (server.Services.GetRequiredService<CounterHelp>(), await server.Colleague("counter-clerk"));
        var form = Filled();
        Assert.Empty(await help.Duplicates(form, clerk, default));
        var slip = (await help.Submit(form, Caller.Of(clerk), default)).Value;
        var second = Filled();
        (second.Phone, second.Address) = ($"+86 {form.Phone}", $" {form.Address} ");

        Assert.Equal([slip.Number], (await help.Duplicates(second, clerk, default)).Select(d => d.Number));
        second.Address = "示范县别处9号";
        Assert.Empty(await help.Duplicates(second, clerk, default));
    }

    private static CounterForm Filled()
    {
        var person = Interlocked.Increment(ref people);
        return new CounterForm
        {
            Name = "李柜台", IdNumber = Samples.IdentityNumber(person), Phone = $"138{person:D8}", Region = "demo-county-east", Address = $"示范县柜台路{person}号",
            Capacity = "8", Purpose = "home", Consent = true,
        };
    }
}
