using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Intake.Start;

/// <summary>What somebody should know before applying: of one kind of customer, from the process that they get.</summary>
/// <param name="Id">The kind, for its words.</param>
/// <param name="Facts">What such a customer would say.</param>
/// <param name="Process">The process that follows.</param>
public sealed record Guide(string Id, CaseFacts Facts, ProcessDefinition Process);

/// <summary>The first page: what can be done here, and what to know before applying.</summary>
internal static class StartPage
{
    private static readonly CaseFacts Home = new("residential", false, "new", "low", 8, null, "normal", 1, "home", "");

    private static readonly (string Id, CaseFacts Facts)[] Customers =
    [
        ("home", Home),
        ("shop", Home with { CustomerKind = "business", CapacityKw = 60, Purpose = "shop" }),
        ("factory", Home with { CustomerKind = "business", Voltage = "high", CapacityKw = 800, Purpose = "industry" }),
        ("public", Home with { CustomerKind = "public-service", CapacityKw = 60, Purpose = "school" }),
        ("emergency", Home with { CustomerKind = "public-service", Critical = true, CapacityKw = 100, Urgency = "emergency", Purpose = "hospital" }),
    ];

    public static IResult Show(HttpContext http, ProcessCatalog processes)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<Start>(new { Guides = Guides(processes).ToList() });
    }

    private static IEnumerable<Guide> Guides(ProcessCatalog processes)
    {
        foreach (var (id, facts) in Customers)
        {
            if (!ChooseProcess.For(processes.Newest, facts).Failed(out _, out var process))
                yield return new Guide(id, facts, process);
        }
    }
}
