using System.Collections.Immutable;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;

namespace Tongdian.Domain.Processes;

/// <summary>The name of a process version. A published version never changes; a case keeps the version it began with.</summary>
public sealed record ProcessKey(string Id, int Version)
{
    /// <summary>For example <c>emergency@1</c>.</summary>
    public override string ToString() => $"{Id}@{Version}";
}

/// <summary>A process as data: which cases it is for, what is needed, which stages follow which, how long each may take.</summary>
public sealed record ProcessDefinition
{
    /// <summary>Id and version.</summary>
    public required ProcessKey Key { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalizedText Name { get; init; }

    /// <summary>What the customer is told about it before applying.</summary>
    public required LocalizedText Summary { get; init; }

    /// <summary>Where it stands in every queue: higher first (emergency 300, green channel 200, others 100).</summary>
    public required int Priority { get; init; }

    /// <summary>Processes are tried in ascending order; the first whose <see cref="AppliesWhen"/> holds is chosen.</summary>
    public required int ChoiceOrder { get; init; }

    /// <summary>All must hold for the process to be chosen.</summary>
    public required ImmutableArray<Condition> AppliesWhen { get; init; }

    /// <summary>Why it is chosen, in words.</summary>
    public required LocalizedText ChoiceReason { get; init; }

    /// <summary>Documents asked for at submission.</summary>
    public required ImmutableArray<FileRequirement> Documents { get; init; }

    /// <summary>True when a complete and consistent application is accepted at once, by the online check.</summary>
    public required bool AcceptedByOnlineCheck { get; init; }

    /// <summary>Promises, targets and statutory limits over several stages. Exactly one has <see cref="PromiseKind.Promise"/> and no condition and covers the whole case; others may replace it when their condition holds.</summary>
    public required ImmutableArray<PromiseDefinition> Promises { get; init; }

    /// <summary>The stages; a stage follows those it names in <see cref="StageDefinition.After"/>.</summary>
    public required ImmutableArray<StageDefinition> Stages { get; init; }

    /// <summary>Why a stage may be paused, and whose time it then is.</summary>
    public required ImmutableArray<PauseReason> PauseReasons { get; init; }

    /// <summary>The stage with this id, or null.</summary>
    public StageDefinition? Stage(string id) => Stages.FirstOrDefault(s => s.Id == id);
}

/// <summary>What a promise is. The numbers are stored: never change them.</summary>
public enum PromiseKind
{
    /// <summary>What the company promises the customer.</summary>
    Promise = 1,

    /// <summary>What the company aims at and shows, without promising it.</summary>
    Target = 2,

    /// <summary>What the regulator requires.</summary>
    Statutory = 3,
}

/// <summary>A limit over several stages.</summary>
public sealed record PromiseDefinition
{
    /// <summary>Id within the process: <c>promise</c>, <c>promise-two-sources</c>, <c>scheme-reply</c>…</summary>
    public required string Id { get; init; }

    /// <summary>Promise, target or statutory.</summary>
    public required PromiseKind Kind { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalizedText Name { get; init; }

    /// <summary>How long.</summary>
    public required Limit Limit { get; init; }

    /// <summary>The stage whose completion begins it (statutory: connect within n days of the passed inspection); null: it begins with the submission.</summary>
    public string? Since { get; init; }

    /// <summary>The stage whose completion ends it.</summary>
    public required string Until { get; init; }

    /// <summary>It applies when all hold; empty: always.</summary>
    public required ImmutableArray<Condition> When { get; init; }

    /// <summary>Where the number comes from (document, clause), for statutory limits.</summary>
    public string? Source { get; init; }

    /// <summary>True when somebody has checked the number against its source.</summary>
    public bool Verified { get; init; }
}

/// <summary>What completing a stage does to the case besides opening the next. The numbers are stored: never change them.</summary>
public enum StageEffect
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The application is accepted.</summary>
    Accepts = 1,

    /// <summary>The power is on.</summary>
    Energises = 2,

    /// <summary>The case is closed.</summary>
    Archives = 3,
}

/// <summary>A stage of a process.</summary>
public sealed record StageDefinition
{
    /// <summary>Id, one of the words of the glossary: <c>survey</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalizedText Name { get; init; }

    /// <summary>Who acts: a code of <see cref="Roles"/>. <see cref="Roles.Customer"/> when the customer does.</summary>
    public required string Role { get; init; }

    /// <summary>Somebody comes to the customer's place for it, at a time that both agree on.</summary>
    public bool IsVisit => Roles.Visiting.Contains(Role);

    /// <summary>The department of the people who act; null when the customer does.</summary>
    public string? Department { get; init; }

    /// <summary>The stages that must be finished (or skipped) before this one is entered. Empty: entered at submission.</summary>
    public required ImmutableArray<string> After { get; init; }

    /// <summary>The stage is skipped when one of these does not hold at the moment it would be entered. Empty: never skipped.</summary>
    public required ImmutableArray<Condition> When { get; init; }

    /// <summary>The open stage in which this one happens: it may be requested while that stage is open, which cannot be completed before this one is.</summary>
    public string? Inside { get; init; }

    /// <summary>Whose time the stage is.</summary>
    public required TimeOwner Time { get; init; }

    /// <summary>Replaces <see cref="Time"/> when all hold, e.g. construction by the company under a contract.</summary>
    public TimeOverride? TimeWhen { get; init; }

    /// <summary>How long it may take; null when nobody set a limit (the customer's own works).</summary>
    public Limit? Limit { get; init; }

    /// <summary>True when it runs beside the main path (the contract): it never decides whose time the case's is.</summary>
    public bool Beside { get; init; }

    /// <summary>True when the stage waits for a request of the customer, which starts its clock.</summary>
    public bool OnRequest { get; init; }

    /// <summary>When a checklist item fails: the stage the case goes back to. Equal to the stage's own id: it waits for rectification and a new request.</summary>
    public string? OnDefects { get; init; }

    /// <summary>The stage may not be done earlier than this long after it was entered (the follow-up visit a week after power-on).</summary>
    public TimeSpan NotBefore { get; init; }

    /// <summary>True when the stage may still be done after the case is archived.</summary>
    public bool AfterArchive { get; init; }

    /// <summary>What completing it does to the case.</summary>
    public StageEffect Effect { get; init; }

    /// <summary>The case's progress from this stage on is evaluated by the customer.</summary>
    public bool Evaluated { get; init; }

    /// <summary>The customer sees what was entered: the scheme, the opinions of a review, the defects of an inspection, the measured voltages.</summary>
    public bool ShownToCustomer { get; init; }

    /// <summary>The customer sees its photographs as they come in: works at the customer's place.</summary>
    public bool ShowsPhotos => Role is Roles.ConstructionCrew or Roles.MeterInstaller;

    /// <summary>Completing it is kept as evidence.</summary>
    public bool Evidence { get; init; }

    /// <summary>What is entered.</summary>
    public required ImmutableArray<FieldDefinition> Fields { get; init; }

    /// <summary>What is photographed or uploaded.</summary>
    public required ImmutableArray<FileRequirement> Files { get; init; }

    /// <summary>Who signs.</summary>
    public required ImmutableArray<SignatureRequirement> Signatures { get; init; }
}

/// <summary>Whose time a stage is instead, when all conditions hold.</summary>
public sealed record TimeOverride(ImmutableArray<Condition> When, TimeOwner Time);

/// <summary>A reason for a pause from the list.</summary>
public sealed record PauseReason(string Id, LocalizedText Name, TimeOwner Owner);
