using Tongdian.Domain;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Processes;

/// <summary>Processes as the API shows them, in the asker's language.</summary>
public static class ProcessViews
{
    /// <summary>A process in a list.</summary>
    public sealed record ProcessItem(string Id, int Version, string Name, string Summary);

    /// <summary>A process with its stages, promises and documents.</summary>
    public sealed record ProcessView(
        string Id, int Version, string Name, string Summary, int Priority, IReadOnlyList<FileView> Documents,
        IReadOnlyList<PromiseView> Promises, IReadOnlyList<StageView> Stages, IReadOnlyList<PauseReasonView> PauseReasons);

    /// <summary>A limit.</summary>
    public sealed record LimitView(decimal Amount, LimitUnit Unit, LimitReading Reading);

    /// <summary>A promise, target or statutory limit.</summary>
    public sealed record PromiseView(string Id, PromiseKind Kind, string Name, LimitView Limit, string? Since, string Until, string? Source, bool Verified);

    /// <summary>A stage.</summary>
    public sealed record StageView(
        string Id, string Name, string Role, string? Department, IReadOnlyList<string> After, string? Inside, TimeOwner Time, LimitView? Limit,
        bool Beside, bool OnRequest, IReadOnlyList<FieldView> Fields, IReadOnlyList<FileView> Files, IReadOnlyList<SignatureView> Signatures);

    /// <summary>A reason for a pause.</summary>
    public sealed record PauseReasonView(string Id, string Name, TimeOwner Owner);

    /// <summary>A field of a form.</summary>
    public sealed record FieldView(
        string Id, FieldType Type, string Label, string? Help, string? Unit, decimal? Min, decimal? Max, string? Pattern, bool Required,
        IReadOnlyList<Condition> RequiredWhen, string? RequiredUnless, bool Personal, IReadOnlyList<OptionView>? Options, IReadOnlyList<FieldView>? Columns);

    /// <summary>An option of a choice or an item of a checklist.</summary>
    public sealed record OptionView(string Id, string Label);

    /// <summary>A kind of file that is asked for; with conditions: when all of them hold.</summary>
    public sealed record FileView(string Kind, string Label, int Min, int Max, FileFormat Format, bool Personal, IReadOnlyList<Condition> When);

    /// <summary>A signature that is asked for.</summary>
    public sealed record SignatureView(string Role, string Label, bool Required);

    internal static ProcessItem Item(ProcessDefinition p) => new(p.Key.Id, p.Key.Version, In(p.Name), In(p.Summary));

    internal static ProcessView View(ProcessDefinition p) => new(
        p.Key.Id, p.Key.Version, In(p.Name), In(p.Summary), p.Priority, [.. p.Documents.Select(View)], [.. p.Promises.Select(View)],
        [.. p.Stages.Select(View)], [.. p.PauseReasons.Select(r => new PauseReasonView(r.Id, In(r.Name), r.Owner))]);

    internal static FieldView View(FieldDefinition f) => new(
        f.Id, f.Type, In(f.Label), f.Help is { } help ? In(help) : null, f.Unit, f.Min, f.Max, f.Pattern, f.Required, f.RequiredWhen, f.RequiredUnless, f.Personal,
        f.Options.IsEmpty ? null : [.. f.Options.Select(o => new OptionView(o.Id, In(o.Label)))],
        f.Columns.IsEmpty ? null : [.. f.Columns.Select(View)]);

    internal static FileView View(FileRequirement f) => new(f.Kind, In(f.Label), f.Min, f.Max, f.Format, f.Personal, f.When);

    internal static SignatureView View(SignatureRequirement s) => new(s.Role, In(s.Label), s.Required);

    private static PromiseView View(PromiseDefinition p) =>
        new(p.Id, p.Kind, In(p.Name), View(p.Limit), p.Since, p.Until, p.Source, p.Verified);

    private static StageView View(StageDefinition s) => new(
        s.Id, In(s.Name), s.Role, s.Department, s.After, s.Inside, s.Time, s.Limit is { } limit ? View(limit) : null, s.Beside, s.OnRequest,
        [.. s.Fields.Select(View)], [.. s.Files.Select(View)], [.. s.Signatures.Select(View)]);

    private static LimitView View(Limit limit) => new(limit.Amount, limit.Unit, limit.Reading);

    private static string In(LocalizedText text) => text.In(Language.Current);
}
