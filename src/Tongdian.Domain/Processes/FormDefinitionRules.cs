using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tongdian.Domain.Forms;

namespace Tongdian.Domain.Processes;

/// <summary>Rules about the forms, files and signatures that a process asks for.</summary>
internal static class FormDefinitionRules
{
    public static IEnumerable<ProcessRuleFault> Check(ProcessDefinition process)
    {
        foreach (var fault in Files(process.Documents, "documents"))
            yield return fault;
        for (var i = 0; i < process.Stages.Length; i++)
        {
            var stage = process.Stages[i];
            foreach (var fault in Fields(stage.Fields, $"stages[{i}].fields", inRows: false)
                .Concat(Files(stage.Files, $"stages[{i}].files"))
                .Concat(Signatures(stage.Signatures, $"stages[{i}].signatures")))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<ProcessRuleFault> Fields(ImmutableArray<FieldDefinition> fields, string path, bool inRows)
    {
        foreach (var fault in Duplicates.In(path, inRows ? "column" : "field", fields.Select(f => f.Id)))
            yield return fault;
        for (var i = 0; i < fields.Length; i++)
        {
            foreach (var fault in OneField(fields[i], $"{path}[{i}]", inRows))
                yield return fault;
            if (fields[i].RequiredUnless is { } other && fields.All(f => f.Id != other || f == fields[i]))
                yield return new($"{path}[{i}].requiredUnless", "field-unknown", $"{fields[i].Id} is required unless {other}, which is no other field of this form");
            if (fields[i].SumOf is { } sum && !IsColumn(fields, sum))
                yield return new($"{path}[{i}].sumOf", "column-unknown", $"{fields[i].Id} is the sum of {sum}, which is no column of numbers of this form: write rows.column");
        }
    }

    private static bool IsColumn(ImmutableArray<FieldDefinition> fields, string sum) =>
        sum.Split('.') is [var rows, var column] && fields.FirstOrDefault(f => f.Id == rows && f.Type == FieldType.Rows) is { } field
        && field.Columns.Any(c => c.Id == column && c.Type is FieldType.Number or FieldType.Integer or FieldType.Money);

    private static IEnumerable<ProcessRuleFault> OneField(FieldDefinition field, string path, bool inRows)
    {
        var chooses = field.Type is FieldType.Choice or FieldType.Choices or FieldType.Checklist;
        if (chooses && field.Options.IsEmpty)
            yield return new(path, "options-missing", $"{field.Id} has nothing to choose from");
        if (!chooses && !field.Options.IsEmpty)
            yield return new($"{path}.options", "options-unused", $"{field.Id} is no choice and no checklist: its options would never be shown");
        foreach (var fault in Duplicates.In($"{path}.options", "option", field.Options.Select(o => o.Id)))
            yield return fault;
        if (field.Type == FieldType.Rows && field.Columns.IsEmpty)
            yield return new(path, "columns-missing", $"{field.Id} has rows without columns");
        if (field.Type != FieldType.Rows && !field.Columns.IsEmpty)
            yield return new($"{path}.columns", "columns-unused", $"{field.Id} has no rows: its columns would never be shown");
        if (inRows && field.Type is (FieldType.Rows or FieldType.Checklist))
            yield return new($"{path}.type", "column-type", $"{field.Id} is a column and can hold neither rows nor a checklist");
        foreach (var fault in Fields(field.Columns, $"{path}.columns", inRows: true))
            yield return fault;
        if (field.Min > field.Max)
            yield return new($"{path}.min", "min-above-max", $"{field.Id}: min {field.Min} is above max {field.Max}");
        if (field.Pattern is { } pattern && PatternFault(pattern, field.Type) is { } wrong)
            yield return new($"{path}.pattern", "pattern-bad", $"{field.Id}: {wrong}");
    }

    private static string? PatternFault(string pattern, FieldType type)
    {
        if (type is not (FieldType.Text or FieldType.LongText))
            return "only a text has a pattern";
        try
        {
            _ = new Regex(pattern, TextRules.PatternKind, Timeout.InfiniteTimeSpan);
            return null;
        }
        catch (RegexParseException refused)
        {
            return refused.Message;
        }
        catch (NotSupportedException)
        {
            return "a pattern may not look ahead or behind (?= ?! ?<= ?<!), refer back (\\1), hold on to what it has taken (?>), or repeat something thousands of times: to read a text by it could take for ever";
        }
    }

    private static IEnumerable<ProcessRuleFault> Files(ImmutableArray<FileRequirement> files, string path)
    {
        foreach (var fault in Duplicates.In(path, "kind of file", files.Select(f => f.Kind)))
            yield return fault;
        for (var i = 0; i < files.Length; i++)
        {
            if (files[i].Min < 0 || files[i].Max < 1 || files[i].Min > files[i].Max)
                yield return new($"{path}[{i}]", "min-above-max", $"{files[i].Kind}: from {files[i].Min} to {files[i].Max} files cannot be");
        }
    }

    private static IEnumerable<ProcessRuleFault> Signatures(ImmutableArray<SignatureRequirement> signatures, string path)
    {
        foreach (var fault in Duplicates.In(path, "signature", signatures.Select(s => s.Role)))
            yield return fault;
        for (var i = 0; i < signatures.Length; i++)
        {
            if (!Roles.All.Contains(signatures[i].Role))
                yield return new($"{path}[{i}].role", "role-unknown", $"no role is called {signatures[i].Role}");
        }
    }
}
