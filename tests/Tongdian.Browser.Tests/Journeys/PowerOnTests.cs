using Microsoft.Extensions.DependencyInjection;
using Tongdian.Browser.Tests.Vocabulary;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Processes;
using Xunit;

namespace Tongdian.Browser.Tests.Journeys;

/// <summary>A case of each process from the first question to power-on, through the pages alone, everybody at a browser of their own.</summary>
public sealed class PowerOnTests(Site site) : BrowserTest(site)
{
    private readonly Dictionary<string, Colleague> colleagues = new(StringComparer.Ordinal);

    [Theory(Explicit = true)]
    [InlineData("low-voltage-residential", true)]
    [InlineData("low-voltage-non-residential", true)]
    [InlineData("high-voltage", true)]
    [InlineData("emergency", true)]
    [InlineData("low-voltage-residential", false)]
    [InlineData("high-voltage", false)]
    public async Task A_case_goes_from_the_first_question_to_power_on(string process, bool scripts)
    {
        var person = await Somebody("customer", View.Phone, scripts: scripts);
        var customer = new Customer(person, scripts);
        var number = await customer.Apply(process);
        var failed = new HashSet<string>(StringComparer.Ordinal);

        for (var state = await person.Server.Load(number); state.EnergisedAt is null; state = await person.Server.Load(number))
        {
            Assert.Equal(process, state.Process.Id);
            var definition = person.Server.Services.GetRequiredService<ProcessCatalog>().Get(state.Process);
            var stage = definition.Stages.Where(s => state.Stage(s.Id).Status.IsOpen() && s.Id != "follow-up").OrderBy(s => s.Inside is null).First();
            if (state.Stage(stage.Id).Status == StageStatus.AwaitingRequest)
                await customer.Ask(number, stage.Id);
            else if (stage.Id == "contract")
                await Contract(number, customer, scripts);
            else if (stage.Role == Roles.Customer)
                await customer.Do(number, stage.Id);
            else
                await (await At(stage.Role)).Do(number, stage.Id, failing: stage.OnDefects is not null && failed.Add(stage.Id));
        }

        await customer.Sees(number, "已送电");
    }

    // Without scripts nobody can draw on a page: then the customer signs at the counter.
    private async Task Contract(string number, Customer customer, bool scripts)
    {
        var clerk = await At(Roles.CounterClerk);
        await clerk.OfferContract(number);
        if (scripts)
            await customer.SignContract(number);
        else
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
