using Microsoft.Extensions.DependencyInjection;
using Tongdian.Browser.Tests.Vocabulary;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Browser.Tests.Journeys;

/// <summary>A case from the first question to power-on through the pages alone, everybody at a browser of their own.</summary>
public abstract class PowerOnTests(Site site) : BrowserTest(site)
{
    private readonly Dictionary<string, Colleague> colleagues = new(StringComparer.Ordinal);

    /// <summary>Everybody does on the pages what is theirs; what is inspected fails once.</summary>
    protected async Task EverybodyAtTheirBrowser(string process)
    {
        var person = await Somebody("customer", View.Phone);
        var customer = new Customer(person, scripts: true);
        var failed = new HashSet<string>(StringComparer.Ordinal);
        await Follow(process, person, customer, async (number, stage) =>
        {
            if (stage.Id == "contract")
                await Contract(number, customer);
            else
                await (await At(stage.Role)).Do(number, stage.Id, failing: stage.OnDefects is not null && failed.Add(stage.Id));
        });
    }

    /// <summary>The customer's browser runs no scripts; what is the company's is done by programs, but for the contract, which the customer signs at the counter.</summary>
    protected async Task CustomerWithoutScripts(string process)
    {
        var person = await Somebody("customer", View.Phone, scripts: false);
        var customer = new Customer(person, scripts: false);
        await Follow(process, person, customer, async (number, stage) =>
        {
            if (stage.Id == "contract")
                await ContractAtTheCounter(number);
            else
                await CaseUnderTest.Of(person.Server, number).Complete(stage.Id);
        });
    }

    // The customer does what is the customer's; what is the company's is done as said.
    private static async Task Follow(string process, Person person, Customer customer, Func<string, StageDefinition, Task> theirs)
    {
        var number = await customer.Apply(process);
        for (var state = await person.Server.Load(number); state.EnergisedAt is null; state = await person.Server.Load(number))
        {
            Assert.Equal(process, state.Process.Id);
            var definition = person.Server.Services.GetRequiredService<ProcessCatalog>().Get(state.Process);
            var stage = definition.Stages.Where(s => state.Stage(s.Id).Status.IsOpen() && s.Id != "follow-up").OrderBy(s => s.Inside is null).First();
            if (state.Stage(stage.Id).Status == StageStatus.AwaitingRequest)
                await customer.Ask(number, stage.Id);
            else if (stage.Role == Roles.Customer)
                await customer.Do(number, stage.Id);
            else
                await theirs(number, stage);
        }

        await customer.Sees(number, "已通电");
    }

    private async Task Contract(string number, Customer customer)
    {
        var clerk = await At(Roles.CounterClerk);
        await clerk.OfferContract(number);
        await customer.SignContract(number);
        await clerk.SignContract(number);
    }

    // Without scripts nobody can draw on a page.
    private async Task ContractAtTheCounter(string number)
    {
        var clerk = await At(Roles.CounterClerk);
        await clerk.OfferContract(number);
        await clerk.LetCustomerSign(number);
        await clerk.SignContract(number);
    }

    private async Task<Colleague> At(string role)
    {
        if (!colleagues.TryGetValue(role, out var known))
        {
            var person = await Somebody(role);
            await person.SignIn(role);
            colleagues[role] = known = new Colleague(person);
        }

        return known;
    }
}

/// <summary>Homes and shops.</summary>
public sealed class LowVoltagePowerOnTests(Site site) : PowerOnTests(site)
{
    [Theory]
    [InlineData("low-voltage-residential")]
    [InlineData("low-voltage-non-residential")]
    public Task A_case_goes_from_the_first_question_to_power_on(string process) => EverybodyAtTheirBrowser(process);
}

/// <summary>Factories.</summary>
public sealed class HighVoltagePowerOnTests(Site site) : PowerOnTests(site)
{
    [Fact]
    public Task A_case_goes_from_the_first_question_to_power_on() => EverybodyAtTheirBrowser("high-voltage");
}

/// <summary>Hospitals without power.</summary>
public sealed class EmergencyPowerOnTests(Site site) : PowerOnTests(site)
{
    [Fact]
    public Task A_case_goes_from_the_first_question_to_power_on() => EverybodyAtTheirBrowser("emergency");
}

/// <summary>Customers whose browser runs no scripts.</summary>
public sealed class PowerOnWithoutScriptsTests(Site site) : PowerOnTests(site)
{
    [Theory]
    [InlineData("low-voltage-residential")]
    [InlineData("low-voltage-non-residential")]
    [InlineData("high-voltage")]
    [InlineData("emergency")]
    public Task A_customer_gets_there_too(string process) => CustomerWithoutScripts(process);
}
