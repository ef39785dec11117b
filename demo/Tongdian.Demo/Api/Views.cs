using System.Text.Json.Nodes;

namespace Tongdian.Demo.Api;

/// <summary>A published process, as far as the demo reads it.</summary>
internal sealed record ProcessView(string Id, string Name, List<FileView> Documents, List<StageView> Stages);

/// <summary>A stage of a process.</summary>
internal sealed record StageView(
    string Id, string Name, string Role, string? Inside, string Time, LimitView? Limit, List<FieldView> Fields, List<FileView> Files,
    List<SignatureView> Signatures);

/// <summary>A limit.</summary>
internal sealed record LimitView(decimal Amount, string Unit, string Reading);

/// <summary>A field of a form.</summary>
internal sealed record FieldView(
    string Id, string Type, string Label, bool Required, string? RequiredUnless, List<OptionView>? Options, List<FieldView>? Columns);

/// <summary>An option of a choice, or an item of a checklist.</summary>
internal sealed record OptionView(string Id, string Label);

/// <summary>A kind of file that is asked for.</summary>
internal sealed record FileView(string Kind, string Label, int Min, string Format);

/// <summary>A signature that is asked for.</summary>
internal sealed record SignatureView(string Role, string Label, bool Required);

/// <summary>The form of a stage of a case.</summary>
internal sealed record FormView(string State, List<KnownField> Fields, List<FileView> Files, List<SignatureView> Signatures);

/// <summary>A field with what is already known.</summary>
internal sealed record KnownField(FieldView Field, JsonNode? Value, string? Origin);

/// <summary>A case as staff see it.</summary>
internal sealed record CaseView(
    string Number, int Version, string State, string ProcessReason, DateTimeOffset SubmittedAt, DateTimeOffset? EnergisedAt, PromiseView Promise,
    List<CaseStageView> Stages, List<CaseFileView> Files);

/// <summary>The promise in both readings.</summary>
internal sealed record PromiseView(string Name, string Unit, DateTimeOffset? DueAt, string UsedByUtility, string UsedElapsed, DateTimeOffset? BreachedAt);

/// <summary>A stage on its way.</summary>
internal sealed record CaseStageView(
    string Id, string Name, string State, PersonView? Responsible, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset? DueAt,
    DateTimeOffset? BreachedAt)
{
    /// <summary>Somebody can act on it.</summary>
    public bool IsOpen => State is "open" or "started" or "awaiting-request";
}

/// <summary>A colleague.</summary>
internal sealed record PersonView(string Name);

/// <summary>A file of the case.</summary>
internal sealed record CaseFileView(string Kind, Guid File, string MediaType, string? Stage);

/// <summary>A fact of the case's timeline.</summary>
internal sealed record EventView(int Version, string Kind, DateTimeOffset At, string By, string? ByName, string? Stage, JsonNode? Data);

/// <summary>One page of facts.</summary>
internal sealed record EventPage(List<EventView> Items, string? Next);

/// <summary>The slip of an application.</summary>
internal sealed record SlipView(string Number, string AccessCode, int Version, string Process, string ProcessReason, string State, List<string> OnlineFindings);

/// <summary>A session of a colleague.</summary>
internal sealed record SessionView(string Token);

/// <summary>An uploaded file.</summary>
internal sealed record UploadView(Guid Id, string MediaType);

/// <summary>A refusal.</summary>
internal sealed record ProblemView(string? Title, string? Detail, string? Code, Dictionary<string, string[]>? Errors);
