using System.Text.Json;
using System.Text.RegularExpressions;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Processes;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Processes;

/// <summary>The forms that come with the platform: none is complete when empty, and each can be completed.</summary>
public sealed class ShippedFormTests
{
    private static readonly string[] Texts = ["同意", "AB12345678", "200/5", "10000/100", "13800000000"];

    private static readonly ProcessDefinition[] Processes = [.. ProcessFolder.Read(Shipped.Folder)];

    public static TheoryData<string, string> Stages =>
        [.. Processes.SelectMany(p => p.Stages.Select(s => new TheoryDataRow<string, string>(p.Key.Id, s.Id)))];

    [Theory]
    [MemberData(nameof(Stages))]
    public void Nothing_handed_in_is_refused_at_every_stage(string process, string stage) =>
        Assert.NotEmpty(FormRules.Check(Stage(process, stage), Submission.Empty, _ => null));

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_form_with_everything_filled_is_accepted(string process, string id)
    {
        var stage = Stage(process, id);
        var full = new Submission(
            Submission.Empty.Fields.SetItems(stage.Fields.Select(f => KeyValuePair.Create(f.Id, JsonElement.Parse(Sample(f))))),
            [.. stage.Files.Select(f => new FileLink(f.Kind, Guid.NewGuid(), f.Format == FileFormat.Pdf ? "application/pdf" : "image/jpeg", "00"))],
            [.. stage.Signatures.Select(s => new SignatureLink(s.Role, Guid.NewGuid(), "00"))]);

        Assert.Empty(FormRules.Check(stage, full, _ => null).Select(e => $"{e.Field} {e.Code}"));
        Assert.False(FormRules.HasDefects(stage, full));
    }

    private static StageDefinition Stage(string process, string stage) =>
        Processes.Single(p => p.Key.Id == process).Stage(stage)!;

    private static string Sample(FieldDefinition field) => field.Type switch
    {
        FieldType.Text or FieldType.LongText => $"\"{Texts.First(t => field.Pattern is null || Regex.IsMatch(t, $"^(?:{field.Pattern})$", RegexOptions.None, TimeSpan.FromSeconds(1)))}\"",
        FieldType.Number or FieldType.Integer or FieldType.Money => JsonSerializer.Serialize(field.Min ?? 0),
        FieldType.Boolean => "true",
        FieldType.Choice => $"\"{field.Options[0].Id}\"",
        FieldType.Choices => $"[\"{field.Options[0].Id}\"]",
        FieldType.Date => "\"2026-03-01\"",
        FieldType.Instant => "\"2026-03-01T10:00:00+08:00\"",
        FieldType.Position => """{"lat":40.316,"lon":116.637}""",
        FieldType.Rows => $"[{{{string.Join(',', field.Columns.Select(c => $"\"{c.Id}\":{Sample(c)}"))}}}]",
        FieldType.Checklist => $"{{{string.Join(',', field.Options.Select(o => $"\"{o.Id}\":{{\"result\":\"pass\"}}"))}}}",
        _ => throw new InvalidOperationException($"Unknown type {field.Type}"),
    };
}
