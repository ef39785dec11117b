using System.Text.Json;
using CsCheck;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Xunit;

namespace Tongdian.Domain.Tests.Forms;

/// <summary>Whatever is sent is answered.</summary>
public sealed class AnyJsonTests
{
    private static readonly FieldType[] Types = Enum.GetValues<FieldType>();

    // One field of every type, each with everything that a definition can say.
    private static readonly StageDefinition Stage = TestForm.Stage([.. Types.Select(t => TestForm.Field(t, $"f{(int)t}") with
    {
        Required = (int)t % 2 == 0,
        Min = 1,
        Max = 3,
        Pattern = t is FieldType.Text ? "[a-z]+" : null,
        RequiredWhen = [new($"works.f{((int)t % Types.Length) + 1}", Comparison.AtLeast, "2")],
        RequiredUnless = "f1",
        SumOf = "f12.quantity",
    })]) with
    {
        OnDefects = "works",
        Files = [new("photo", TestForm.Label, 1, 2, FileFormat.Image, false, [new("works.f6", Comparison.Is, "a")])],
    };

    private static readonly Gen<string> Scalar = Gen.OneOf(
        "null", "true", "false", "0", "1", "2.5", "-3", "1e400", "1e-400", "123456789012345678901234567890.123", "\"\"", "\" \"", "\"a\"", "\"pass\"", "\"fail\"",
        "\"\\ud800\"", "\"\\u0000\"", "\"2026-02-29\"", "\"2026-02-28T16:30:00+08:00\"", "\"0001-01-01T00:00:00+14:00\"", "[]", "{}");

    private static readonly Gen<string> Name = Gen.OneOf("a", "b", "result", "remark", "lat", "lon", "accuracyM", "name", "quantity", "", "\\ud800");

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, inner) => depth > 3
        ? Scalar
        : Gen.OneOf(
            Scalar,
            inner.Array[0, 4].Select(items => $"[{string.Join(',', items)}]"),
            Gen.Select(Name, inner).Array[0, 4].Select(members => $"{{{string.Join(',', members.Select(m => $"\"{m.Item1}\":{m.Item2}"))}}}")));

    private static readonly Gen<Submission> AnySubmission = Gen.Select(Gen.Int[0, Types.Length + 1], Value).Array[0, 20].Select(fields => Submission.Empty with
    {
        Fields = Submission.Empty.Fields.SetItems(fields.Select(f => KeyValuePair.Create($"f{f.Item1}", JsonElement.Parse(f.Item2)))),
    });

    [Fact]
    public void Any_JSON_is_answered_and_never_throws() =>
        AnySubmission.Sample(
            submission =>
            {
                var errors = FormRules.Check(Stage, submission, _ => null);
                var draft = FormRules.CheckDraft(Stage, submission);
                _ = FormRules.HasDefects(Stage, submission);

                // What a draft refuses, completion refuses too.
                Assert.Empty(TestForm.Show(draft).Except(TestForm.Show(errors)));
                Assert.All(errors, e => Assert.NotEmpty(e.Code));
                Assert.All(submission.Fields.Keys.Except(Stage.Fields.Select(f => f.Id)), key => Assert.Contains(errors, e => e.Field == $"fields.{key}"));
            },
            iter: 5_000);
}
