using System.Collections.Immutable;
using System.Globalization;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;

namespace Tongdian.Domain.Processes;

/// <summary>Rules about facts: every fact that a condition or a first value names exists, is known by then, and can be what it is compared with.</summary>
internal static class ConditionRules
{
    public static IEnumerable<ProcessRuleFault> Check(ProcessDefinition process, StageGraph graph)
    {
        bool Never(string stage) => false;
        foreach (var fault in Conditions(process, process.AppliesWhen, "appliesWhen", Never))
            yield return fault;
        for (var i = 0; i < process.Documents.Length; i++)
        {
            foreach (var fault in Conditions(process, process.Documents[i].When, $"documents[{i}].when", Never))
                yield return fault;
        }
        for (var i = 0; i < process.Promises.Length; i++)
        {
            var until = process.Promises[i].Until;
            bool ByThen(string stage) => stage == until || graph.IsBefore(stage, until);
            foreach (var fault in Conditions(process, process.Promises[i].When, $"promises[{i}].when", ByThen))
                yield return fault;
        }
        for (var i = 0; i < process.Stages.Length; i++)
        {
            foreach (var fault in OneStage(process, process.Stages[i], $"stages[{i}]", graph))
                yield return fault;
        }
    }

    private static IEnumerable<ProcessRuleFault> OneStage(ProcessDefinition process, StageDefinition stage, string path, StageGraph graph)
    {
        bool Before(string other) => graph.IsBefore(other, stage.Id);
        bool BeforeOrHere(string other) => other == stage.Id || Before(other);

        var faults = Conditions(process, stage.When, $"{path}.when", Before)
            .Concat(Conditions(process, stage.TimeWhen?.When ?? [], $"{path}.timeWhen.when", Before));
        for (var i = 0; i < stage.Files.Length; i++)
            faults = faults.Concat(Conditions(process, stage.Files[i].When, $"{path}.files[{i}].when", BeforeOrHere));
        return faults.Concat(Fields(process, stage.Fields, $"{path}.fields", Before, BeforeOrHere));
    }

    private static IEnumerable<ProcessRuleFault> Fields(
        ProcessDefinition process, ImmutableArray<FieldDefinition> fields, string path, Func<string, bool> before, Func<string, bool> beforeOrHere)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            var field = fields[i];
            if (field.Prefill is { } fact)
            {
                if (FactFault(process, fact, before) is var (rule, message))
                    yield return new($"{path}[{i}].prefill", rule, message);
                else if (FieldOf(process, fact) is { } source && source.Type != field.Type)
                    yield return new($"{path}[{i}].prefill", "prefill-type", $"{field.Id} is {field.Type}, {fact} is {source.Type}");
            }
            foreach (var fault in Conditions(process, field.RequiredWhen, $"{path}[{i}].requiredWhen", beforeOrHere)
                .Concat(Fields(process, field.Columns, $"{path}[{i}].columns", before, beforeOrHere)))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<ProcessRuleFault> Conditions(
        ProcessDefinition process, ImmutableArray<Condition> conditions, string path, Func<string, bool> known)
    {
        for (var i = 0; i < conditions.Length; i++)
        {
            var fault = FactFault(process, conditions[i].Fact, known) ?? ValueFault(conditions[i], FieldOf(process, conditions[i].Fact));
            if (fault is var (rule, message))
                yield return new($"{path}[{i}]", rule, message);
        }
    }

    private static (string Rule, string Message)? FactFault(ProcessDefinition process, string fact, Func<string, bool> known)
    {
        var (owner, name) = Split(fact);
        if (owner == "case")
            return CaseFacts.Names.Contains(name) ? null : ("fact-unknown", $"a case has no fact {name}; it has {string.Join(", ", CaseFacts.Names)}");
        if (process.Stage(owner) is null)
            return ("fact-unknown", $"{fact}: neither case nor a stage of this process");
        if (FieldOf(process, fact) is null)
            return ("fact-unknown", $"the form of {owner} has no field {name}");
        return known(owner) ? null : ("fact-later", $"{fact} is not certain to be known here: {owner} is not finished before");
    }

    private static (string Rule, string Message)? ValueFault(Condition condition, FieldDefinition? field)
    {
        if (condition.Comparison == Comparison.AtLeast && !decimal.TryParse(condition.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            return ("condition-value", $"at least {condition.Value}: not a number");
        if (field is null)
            return null;
        if (field.Personal)
            return ("fact-personal", $"{condition.Fact} is personal: nothing may be decided by it");
        return field.Type switch
        {
            FieldType.Choice when field.Options.All(o => o.Id != condition.Value) => ("condition-value", $"{condition.Fact} has no option {condition.Value}"),
            FieldType.Boolean when condition.Value is not ("true" or "false") => ("condition-value", $"{condition.Fact} is true or false, never {condition.Value}"),
            FieldType.Choices or FieldType.Position or FieldType.Rows or FieldType.Checklist =>
                ("condition-value", $"{condition.Fact} holds more than one value and compares with nothing"),
            _ => null,
        };
    }

    private static FieldDefinition? FieldOf(ProcessDefinition process, string fact)
    {
        var (owner, name) = Split(fact);
        return process.Stage(owner)?.Fields.FirstOrDefault(f => f.Id == name);
    }

    private static (string Owner, string Name) Split(string fact)
    {
        var dot = fact.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (fact, "") : (fact[..dot], fact[(dot + 1)..]);
    }
}
