using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using static Tongdian.Server.Modules.Supply.SupplyTexts;

namespace Tongdian.Server.Modules.Supply;

/// <summary>Puts the contract of a case into words.</summary>
public sealed class ComposeContract(ContractTemplates templates, CaseParties parties, CalendarCatalog calendars, CompanyCard company)
{
    /// <summary>The contract with these fields, of this instant.</summary>
    /// <param name="access">The case.</param>
    /// <param name="fields">What was entered at the stage.</param>
    /// <param name="at">Its date.</param>
    /// <param name="whole">Everything in full, for paper; on a screen numbers are masked, and from staff who do not do the stage names too.</param>
    /// <param name="cancel">Ends it.</param>
    internal async Task<Result<ContractView>> Of(
        CaseAccess access, IReadOnlyDictionary<string, JsonElement> fields, DateTimeOffset at, bool whole, CancellationToken cancel)
    {
        var state = access.State;
        if (await parties.Read(state.Customer, cancel) is not { } told)
            return new Error(ErrorKind.NotFound, "person.erased");
        var concerned = access.Staff is null || (access.Process.Stage(ContractStage.Id) is { } stage && access.Actor.MayDo(stage));
        var party = whole ? told : concerned ? told with { IdNumber = Masking.IdNumber(told.IdNumber), Phone = Masking.Phone(told.Phone) } : told.Masked();
        var texts = new List<ContractText>();
        string[] languages = state.Language == Language.English ? [Language.Chinese, Language.English] : [Language.Chinese];
        foreach (var language in languages)
        {
            if (templates.For(state.Process, language).Failed(out var missing, out var template))
                return missing;
            var facts = new ContractFacts(
                state, access.Process, fields, party, Supplier(language), company.Telephone, calendars.Get(state.Calendar).DateOf(at), language);
            texts.Add(new ContractText(language, template.Title, [.. template.Sections.Select(s => new ContractSection(s.Heading, [.. Parts(s, facts)]))]));
        }

        var number = fields.TryGetValue(ContractStage.Number, out var given) ? given.GetString() ?? "" : "";
        return new ContractView(number, state.Number.Value, texts);
    }

    /// <summary>Who supplies, in a language.</summary>
    internal string Supplier(string language) => company.Name ?? On(language, "paper.supplier");

    /// <summary>Rows one after the other are one table; a row of which nothing is known is left out.</summary>
    private static IEnumerable<ContractPart> Parts(ContractTemplate.Section section, ContractFacts facts)
    {
        var rows = new List<ContractValue>();
        foreach (var line in section.Lines)
        {
            if (line.Label is { } label)
            {
                if (!line.Facts.Any() || line.Facts.Any(f => facts.Say(f) is not null))
                    rows.Add(new ContractValue(label, line.With(Say)));
                continue;
            }

            if (rows.Count > 0)
                yield return new ContractPart(null, [.. rows]);
            rows.Clear();
            yield return new ContractPart(line.With(Say), null);
        }

        if (rows.Count > 0)
            yield return new ContractPart(null, rows);

        string Say(string fact) => facts.Say(fact) ?? On(facts.Language, "paper.unknown");
    }
}
