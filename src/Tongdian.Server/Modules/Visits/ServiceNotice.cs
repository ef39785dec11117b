using Tongdian.Domain.Cases;

namespace Tongdian.Server.Modules.Visits;

/// <summary>The service notice of a visit (服务告知单), in one language.</summary>
/// <param name="Number">Number of the case.</param>
/// <param name="Stage">Id of the stage.</param>
/// <param name="StageName">What it is called.</param>
/// <param name="Process">What the process is called.</param>
/// <param name="Content">What is done.</param>
/// <param name="Duration">How long it takes as a rule, in words; null when nobody can say.</param>
/// <param name="Time">When somebody comes, in words; null when nothing was agreed.</param>
/// <param name="Crew">Who comes.</param>
/// <param name="Members">How many they are; null when that is not known.</param>
/// <param name="Way">The stages of the case in order.</param>
/// <param name="Prepare">What the customer prepares.</param>
/// <param name="Standard">By what the customer sees that it was done well.</param>
/// <param name="Company">The company, when it has a name.</param>
/// <param name="Telephone">Where one can complain.</param>
/// <param name="CanSign">Whether it can be signed now.</param>
/// <param name="SignedAt">When it was signed; null when it was not.</param>
/// <param name="Sha256">The hash of what was signed, in hexadecimal.</param>
public sealed record ServiceNotice(
    string Number, string Stage, string StageName, string Process, string Content, string? Duration, string? Time, IReadOnlyList<ServiceNotice.Person> Crew, int? Members,
    IReadOnlyList<ServiceNotice.Step> Way, IReadOnlyList<string> Prepare, IReadOnlyList<string> Standard, string? Company, string Telephone, bool CanSign,
    DateTimeOffset? SignedAt, string? Sha256)
{
    /// <summary>Somebody who comes.</summary>
    public sealed record Person(string Name, string WorkNumber, string? Phone);

    /// <summary>A stage on the way.</summary>
    public sealed record Step(string Stage, string Name, StageStatus State);
}
