using System.Collections.Immutable;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>Whether an application is complete and consistent, so that it needs nobody's approval.</summary>
public static class OnlineCheck
{
    /// <summary>Kinds of required documents that are not there.</summary>
    public static ImmutableArray<string> MissingDocuments(ProcessDefinition process, Case state) =>
    [
        .. process.Documents
            .Where(d => d.Min > 0 && Condition.AllHold(d.When, state.Fact) && state.Documents.Count(x => x.Kind == d.Kind) < d.Min)
            .Select(d => d.Kind),
    ];

    /// <summary>What stands against accepting at once; codes such as <c>document-missing:property</c>. Empty: it passes.</summary>
    public static ImmutableArray<string> Findings(ProcessDefinition process, Case state, OnlineCheckInput input)
    {
        var findings = ImmutableArray.CreateBuilder<string>();
        findings.AddRange(MissingDocuments(process, state).Select(kind => $"document-missing:{kind}"));
        if (!input.IdentityValid)
            findings.Add("identity-not-valid");
        if (!input.ConsentGiven)
            findings.Add("consent-missing");
        if (input.PossibleDuplicate)
            findings.Add("possible-duplicate");
        if (state.Facts.Request == "increase" && !input.AccountNumberGiven)
            findings.Add("account-number-missing");
        return findings.ToImmutable();
    }
}
