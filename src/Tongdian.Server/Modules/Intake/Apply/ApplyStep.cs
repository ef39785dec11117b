using System.Collections.Immutable;

namespace Tongdian.Server.Modules.Intake.Apply;

/// <summary>A page of the application with its questions.</summary>
/// <param name="Id">Its name in the address.</param>
/// <param name="Fields">The fields on it.</param>
public sealed record ApplyStep(string Id, ImmutableArray<string> Fields)
{
    /// <summary>For whom.</summary>
    public static readonly ApplyStep Who = new("who", ["customer.kind"]);

    /// <summary>The documents.</summary>
    public static readonly ApplyStep Documents = new("documents", ["seen"]);

    private static readonly ApplyStep Sources = new("sources", ["supply.sources"]) { Asked = ["supply.sources"] };

    private static readonly ImmutableArray<ApplyStep> All =
    [
        Who,
        new("what", ["supply.request", "supply.accountNumber", "supply.until"]),
        new("power", ["capacity.usual", "capacity.number", "capacity.unit", "supply.purpose"]),
        new("urgent", ["supply.urgency", "supply.reason"]) { Asked = ["supply.urgency"] },
        new("place", ["site.region", "site.address"]),
        Sources,
        new("name", ["customer.organisation", "customer.name", "customer.idType", "customer.idNumber"]) { Asked = ["customer.idType"] },
        new("contact", ["customer.phone", "customer.email"]),
        Documents,
    ];

    /// <summary>What is asked on the page although a program may leave it to a default.</summary>
    public ImmutableArray<string> Asked { get; private init; } = [];

    /// <summary>The pages that an application has; two sources are a question at high voltage only.</summary>
    public static ImmutableArray<ApplyStep> For(bool highVoltage) => highVoltage ? All : All.Remove(Sources);
}
