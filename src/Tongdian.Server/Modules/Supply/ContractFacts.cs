using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Parties;
using Tongdian.Domain.Processes;
using static Tongdian.Server.Modules.Supply.SupplyTexts;

namespace Tongdian.Server.Modules.Supply;

/// <summary>What a contract can say about its case, in words of one language.</summary>
internal sealed record ContractFacts(
    Case State, ProcessDefinition Process, IReadOnlyDictionary<string, JsonElement> Fields, PartyDetails Party, string Supplier, string Telephone, DateOnly Date, string Language)
{
    private static readonly FrozenDictionary<string, Func<ContractFacts, string?>> Named = new Dictionary<string, Func<ContractFacts, string?>>(StringComparer.Ordinal)
    {
        ["number"] = f => f.Fields.TryGetValue(ContractStage.Number, out var number) ? number.GetString() : null,
        ["date"] = f => f.Date.ToString(On(f.Language, "paper.date"), CultureInfo.InvariantCulture),
        ["case.number"] = f => f.State.Number.Value,
        ["supplier.name"] = f => f.Supplier,
        ["supplier.telephone"] = f => f.Telephone,
        ["customer.party"] = f => f.Party.Organisation ?? f.Party.Name,
        ["customer.representative"] = f => f.Party.Organisation is null ? null : f.Party.Name,
        ["customer.idNumber"] = f => f.Party.IdNumber,
        ["customer.phone"] = f => f.Party.Phone,
        ["customer.address"] = f => f.Party.Address,
        ["customer.accountNumber"] = f => f.Party.AccountNumber,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a process can tell this: a fact with a name, or a plain field of one of its stages that is not about a person.</summary>
    public static bool CanBeKnown(ProcessDefinition process, string fact) =>
        Named.ContainsKey(fact) || (Field(process, fact) is { Personal: false } field && field.Type is not (FieldType.Rows or FieldType.Checklist or FieldType.Position));

    /// <summary>The fact in words; null when it is not known.</summary>
    public string? Say(string fact)
    {
        if (Named.TryGetValue(fact, out var named))
            return named(this);
        if (Field(Process, fact) is not { } field)
            return null;
        var value = fact.StartsWith(ContractStage.Id + ".", StringComparison.Ordinal)
            ? Fields.TryGetValue(field.Id, out var own) ? own : (JsonElement?)null
            : State.Fact(fact);
        return value is { } known ? Words(field, known) : null;
    }

    private static FieldDefinition? Field(ProcessDefinition process, string fact) =>
        fact.Split('.') is [var stage, var id] ? process.Stage(stage)?.Fields.FirstOrDefault(f => f.Id == id) : null;

    private string? Words(FieldDefinition field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => field.Options.FirstOrDefault(o => o.Id == value.GetString())?.Label.In(Language) ?? value.GetString(),
        JsonValueKind.Number => value.GetDecimal().ToString("#,0.####", CultureInfo.InvariantCulture) + (field.Unit is { } unit ? $" {unit}" : ""),
        JsonValueKind.True => On(Language, "paper.yes"),
        JsonValueKind.False => On(Language, "paper.no"),
        JsonValueKind.Array => string.Join(On(Language, "paper.and"), value.EnumerateArray().Select(v => Words(field, v))),
        _ => null,
    };
}
