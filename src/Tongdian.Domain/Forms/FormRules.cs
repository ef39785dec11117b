using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Forms;

/// <summary>What may be handed in for a stage. Any JSON is answered, none throws.</summary>
public static class FormRules
{
    /// <summary>Longest text of a field that says no other, in UTF-16 units.</summary>
    public const int LongestText = 4000;

    /// <summary>Most rows of a field that says no other.</summary>
    public const int MostRows = 200;

    /// <summary>Everything that is wrong; none when the stage may be completed with it.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="submission">What is handed in.</param>
    /// <param name="facts">What is known of the case and its earlier stages; this form's own values are added here.</param>
    public static ImmutableArray<FieldError> Check(StageDefinition stage, Submission submission, Func<string, JsonElement?> facts)
    {
        var wrong = Values(stage, submission);
        var known = Known(stage, submission, wrong, facts);
        return
        [
            .. wrong,
            .. RequiredRules.Check(stage.Fields, submission.Fields, known).Where(e => !wrong.Any(w => w.Field == e.Field)),
            .. SumRules.Check(stage.Fields, submission.Fields).Where(e => !wrong.Any(w => w.Field == e.Field)),
            .. FileRules.Missing(stage, submission, known),
        ];
    }

    /// <summary>Everything that is wrong with the fields, and with what else is there; files and signatures may still be missing.</summary>
    public static ImmutableArray<FieldError> CheckFields(StageDefinition stage, Submission submission, Func<string, JsonElement?> facts) =>
        [.. Check(stage, submission, facts).Where(e => e.Code is not ("file.too-few" or "signature.missing"))];

    /// <summary>Everything that is wrong with a draft: as <see cref="Check"/>, but nothing is missed yet.</summary>
    public static ImmutableArray<FieldError> CheckDraft(StageDefinition stage, Submission submission) => [.. Values(stage, submission)];

    /// <summary>The fields that must be filled, given what else is entered so far.</summary>
    public static ImmutableHashSet<string> RequiredNow(StageDefinition stage, Submission submission, Func<string, JsonElement?> facts)
    {
        var known = Known(stage, submission, Values(stage, submission), facts);
        return [.. stage.Fields.Where(f => RequiredRules.IsRequired(f, submission.Fields, known)).Select(f => f.Id)];
    }

    /// <summary>The kinds of files that are asked for, given what is entered so far.</summary>
    public static ImmutableArray<FileRequirement> WantedNow(StageDefinition stage, Submission submission, Func<string, JsonElement?> facts)
    {
        var known = Known(stage, submission, Values(stage, submission), facts);
        return [.. stage.Files.Where(f => Condition.AllHold(f.When, known))];
    }

    /// <summary>Whether an item of a checklist failed.</summary>
    public static bool HasDefects(StageDefinition stage, Submission submission) =>
        stage.Fields.Where(f => f.Type == FieldType.Checklist)
            .Any(f => submission.Fields.TryGetValue(f.Id, out var items) && ChecklistRules.AnyFailed(items));

    /// <summary>The photographs of an item of a checklist: ids of files that were handed in with it.</summary>
    public static IEnumerable<Guid> PhotosOf(JsonElement item) => ChecklistRules.PhotosOf(item);

    private static List<FieldError> Values(StageDefinition stage, Submission submission)
    {
        var errors = new List<FieldError>();
        foreach (var (id, value) in submission.Fields)
        {
            if (stage.Fields.FirstOrDefault(f => f.Id == id) is { } field)
            {
                errors.AddRange(ValueRules.Check(field, value, $"fields.{id}"));
                if (field.Type == FieldType.Checklist)
                    errors.AddRange(ChecklistRules.Unseen(field, value, submission.Files.Select(f => f.File).ToHashSet(), $"fields.{id}"));
            }
            else
                errors.Add(FormErrors.Unknown($"fields.{id}"));
        }
        errors.AddRange(FileRules.Given(stage, submission));
        return errors;
    }

    // A value that is wrong by itself decides about nothing else.
    private static Func<string, JsonElement?> Known(
        StageDefinition stage, Submission submission, List<FieldError> wrong, Func<string, JsonElement?> facts)
    {
        var prefix = stage.Id + ".";
        var wrongFields = wrong.Select(e => e.Field).ToHashSet();
        return fact => !fact.StartsWith(prefix, StringComparison.Ordinal) ? facts(fact)
            : submission.Fields.TryGetValue(fact[prefix.Length..], out var own) && !wrongFields.Contains($"fields.{fact[prefix.Length..]}") ? own
            : null;
    }
}
