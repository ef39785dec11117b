using Tongdian.Server.Platform.Look;
using static Tongdian.Server.Modules.Intake.IntakeTexts;

namespace Tongdian.Server.Modules.Intake.Apply;

/// <summary>An answer as it is shown once more before it is sent.</summary>
/// <param name="Step">The page on which it can be changed.</param>
/// <param name="Label">The question in a word.</param>
/// <param name="Value">The answer in words.</param>
public sealed record AnswerRow(string Step, string Label, string Value)
{
    /// <summary>All answers of an application to which nothing is missing.</summary>
    public static IEnumerable<AnswerRow> Of(ApplyState state, WeighedApplication weighed)
    {
        var (answers, details, facts) = (state.Answers, weighed.Details, weighed.Facts);
        yield return new("who", Text("short.who"), Text($"kind.{answers["customer.kind"]}"));
        yield return new("what", Text("short.what"), Text($"request.{facts.Request}"));
        if (details.AccountNumber is { } account)
            yield return new("what", Text("what.account"), account);
        if (state.Sent.Supply?.Until is { } until)
            yield return new("what", Text("what.until"), until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        yield return new("power", Text("short.power"), facts.CapacityKva is { } kva ? $"{Show.Number(kva)} kVA" : $"{Show.Number(facts.CapacityKw ?? 0)} kW");
        if (state.Sent.Supply?.Purpose is { } purpose)
            yield return new("power", Text("power.purpose"), Text($"purpose.{purpose}"));
        yield return new("urgent", Text("short.urgent"), Text($"urgency.{facts.Urgency}"));
        if (state.Sent.Supply?.Reason is { } reason)
            yield return new("urgent", Text("urgent.reason"), reason);
        yield return new("place", Text("place.region"), RegionPaths.Of(state.Company, facts.Region));
        yield return new("place", Text("place.address"), details.Address);
        if (state.Sent.Supply?.Sources is { } sources)
            yield return new("sources", Text("short.sources"), Text($"sources.{sources}"));
        if (details.Organisation is { } organisation)
            yield return new("name", Text("name.organisation"), organisation);
        yield return new("name", Text(answers.IsHome ? "name.name" : "name.person"), details.Name);
        yield return new("name", Text("name.id-type"), Text($"id-type.{details.IdType}"));
        yield return new("name", Text("name.id-number"), details.IdNumber);
        yield return new("contact", Text("contact.phone"), details.Phone);
        yield return new("contact", Text("contact.email"), details.Email ?? Text("check.none"));
    }
}
