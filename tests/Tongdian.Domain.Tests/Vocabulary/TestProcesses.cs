using System.Collections.Immutable;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Tests.Vocabulary;

/// <summary>Small processes that have, together, everything a process can have.</summary>
internal static class TestProcesses
{
    private static readonly LocalizedText Text = new("名称", "Name");

    /// <summary>One stage after the other; a complete application is accepted at once; a conditional trial between construction and energisation.</summary>
    public static readonly ProcessDefinition Linear = Process("linear",
        [
            Stage("acceptance", Roles.CounterClerk) with { Effect = StageEffect.Accepts, Limit = Hours(2) },
            Stage("survey", Roles.Surveyor, "acceptance") with
            {
                Limit = Hours(16), Fields = [Field("lineWorks", FieldType.Boolean), Field("contact", FieldType.Text) with { Personal = true }, Points],
            },
            Stage("construction", Roles.ConstructionCrew, "survey") with { Limit = Hours(24) },
            Stage("trial", Roles.Inspector, "construction") with { When = [new("survey.lineWorks", Comparison.Is, "false")] },
            Stage("energisation", Roles.MeterInstaller, "trial") with { Effect = StageEffect.Energises, Limit = Hours(4) },
            Archive("energisation"), FollowUp,
        ]) with
    {
        AcceptedByOnlineCheck = true,
        Promises =
        [
            Promise("promise", Hours(48), "energisation"),
            Promise("target", new Limit(24, LimitUnit.WorkingHours, LimitReading.Utility), "energisation") with
            {
                Kind = PromiseKind.Target, When = [new("survey.lineWorks", Comparison.Is, "false")],
            },
        ],
    };

    /// <summary>Three stages side by side and a join, a safety inspection that sends back, a contract after power-on.</summary>
    public static readonly ProcessDefinition Parallel = Process("parallel",
    [
        Stage("acceptance", Roles.CounterClerk) with { Effect = StageEffect.Accepts, Limit = Hours(0.5m) },
        Stage("survey", Roles.Surveyor, "acceptance") with { Limit = Hours(4), Fields = [Field("lineWorks", FieldType.Boolean)] },
        Stage("standby", Roles.ConstructionCrew, "acceptance") with { Limit = Hours(4) },
        Stage("temporary-supply-plan", Roles.SchemeEngineer, "acceptance") with { Limit = Hours(4) },
        Stage("scheme", Roles.SchemeEngineer, "survey", "standby", "temporary-supply-plan") with { Limit = Hours(1) },
        Stage("construction", Roles.ConstructionCrew, "scheme") with { Limit = Hours(12) },
        Stage("safety-inspection", Roles.Inspector, "construction") with { Limit = Hours(1), Fields = [Checklist], OnDefects = "construction" },
        Stage("energisation", Roles.MeterInstaller, "safety-inspection") with { Effect = StageEffect.Energises, Limit = Hours(2) },
        Stage("contract", Roles.CounterClerk, "energisation") with { Beside = true, Limit = Hours(72), Fields = [Field("tariff", FieldType.Text)], Signatures = BothSides },
        Archive("energisation", "contract"), FollowUp,
    ]);

    /// <summary>Drawings, review and resubmission; an inspection inside the construction; inspections on request; a contract beside.</summary>
    public static readonly ProcessDefinition HighVoltage = Process("high-voltage",
        [
            Stage("acceptance", Roles.CounterClerk) with { Effect = StageEffect.Accepts, Limit = Hours(2) },
            Stage("survey", Roles.Surveyor, "acceptance") with { Limit = Hours(12), Fields = [Field("lineWorks", FieldType.Boolean)] },
            Stage("scheme", Roles.SchemeEngineer, "survey") with
            {
                Limit = Hours(10),
                Fields =
                [
                    Field("constructionBy", FieldType.Choice) with { Options = [new("customer", Text), new("utility", Text)] },
                    Field("noChargeReason", FieldType.Text) with { Required = false }, Field("totalCost", FieldType.Money) with { Required = false, RequiredUnless = "noChargeReason" },
                ],
                Files = [new FileRequirement("drawing", Text, 1, 2, FileFormat.ImageOrPdf, false, [])],
            },
            Stage("confirmation", Roles.Customer, "scheme") with
            {
                Limit = new Limit(12, LimitUnit.Hours, LimitReading.Customer), Signatures = [new SignatureRequirement(Roles.Customer, Text, true)],
            },
            Stage("contract", Roles.CounterClerk, "confirmation") with { Beside = true, Limit = WorkingDays(5), Signatures = BothSides },
            Stage("design", Roles.Customer, "confirmation"),
            Stage("design-review", Roles.DesignReviewer, "design") with
            {
                Limit = WorkingDays(5), OnDefects = "design", Fields = [Checklist, Field("concealed", FieldType.Boolean)],
            },
            Stage("construction", Roles.ConstructionCrew, "design-review") with
            {
                Time = TimeOwner.Customer, TimeWhen = new TimeOverride([new("scheme.constructionBy", Comparison.Is, "utility")], TimeOwner.Utility),
            },
            Stage("intermediate-inspection", Roles.Inspector) with
            {
                Inside = "construction", When = [new("design-review.concealed", Comparison.Is, "true")], OnRequest = true,
                OnDefects = "intermediate-inspection", Limit = WorkingDays(3), Fields = [Checklist],
            },
            Stage("completion-inspection", Roles.Inspector, "construction") with
            {
                OnRequest = true, OnDefects = "completion-inspection", Limit = WorkingDays(3), Fields = [Checklist],
            },
            Stage("metering", Roles.MeterInstaller, "completion-inspection") with { Limit = WorkingDays(3) },
            Stage("energisation", Roles.MeterInstaller, "metering", "contract") with { Effect = StageEffect.Energises, Limit = WorkingDays(1) },
            Archive("energisation"), FollowUp,
        ]) with
    {
        Promises =
        [
            Promise("promise", WorkingDays(22), "energisation"),
            Promise("promise-two-sources", WorkingDays(32), "energisation") with { When = [new("case.sources", Comparison.AtLeast, "2")] },
            Promise("scheme-reply", Hours(24), "scheme"),
            Promise("connect", WorkingDays(7), "energisation") with { Kind = PromiseKind.Statutory, Since = "completion-inspection", Source = "规程" },
        ],
    };

    /// <summary>As <see cref="Linear"/> without the trial, and with a scheme after the survey.</summary>
    public static readonly ProcessDefinition LinearWithScheme = Linear with
    {
        Key = new ProcessKey("linear-with-scheme", 1),
        AcceptedByOnlineCheck = false,
        Promises = [Promise("promise", Hours(60), "energisation")],
        Stages =
        [
            Linear.Stage("acceptance")!, Linear.Stage("survey")!,
            Stage("scheme", Roles.SchemeEngineer, "survey") with { Limit = Hours(4) },
            Linear.Stage("construction")! with { After = ["scheme"] },
            Linear.Stage("energisation")! with { After = ["construction"] },
            Linear.Stage("archive")!, FollowUp,
        ],
    };

    /// <summary>As <see cref="HighVoltage"/>, but what the customer built is looked at once more in the inspection inside the construction.</summary>
    public static readonly ProcessDefinition BackInside = HighVoltage with
    {
        Key = new ProcessKey("back-inside", 1),
        Stages =
        [
            .. HighVoltage.Stages.Select(s => s.Id switch
            {
                "metering" => s with { Fields = [Checklist], OnDefects = "intermediate-inspection" },
                "energisation" => s with { After = s.After.Add("intermediate-inspection") },
                _ => s,
            }),
        ],
    };

    /// <summary>The next version of <see cref="Linear"/>: a check beside the construction, no trial, crews of another department, a telephone number asked for at the survey.</summary>
    public static readonly ProcessDefinition LinearNext = Linear with
    {
        Key = new ProcessKey("linear", 2),
        Promises = [Promise("promise", Hours(60), "energisation")],
        Stages =
        [
            Linear.Stage("acceptance")!,
            Linear.Stage("survey")! with { Limit = Hours(8), Fields = [.. Linear.Stage("survey")!.Fields, Field("poles", FieldType.Integer)] },
            Linear.Stage("construction")! with { Department = Departments.Marketing },
            Stage("check", Roles.Inspector, "survey") with { Limit = Hours(2) },
            Linear.Stage("energisation")! with { After = ["construction", "check"] },
            Linear.Stage("archive")!, FollowUp,
        ],
    };

    /// <summary>The next version of <see cref="HighVoltage"/>: no design, the inspection inside always happens, the completion inspection waits for nobody's request.</summary>
    public static readonly ProcessDefinition HighVoltageNext = HighVoltage with
    {
        Key = new ProcessKey("high-voltage", 2),
        Stages =
        [
            .. HighVoltage.Stages.Where(s => s.Id is not "design").Select(s => s.Id switch
            {
                "design-review" => s with { After = ["confirmation"], OnDefects = "scheme" },
                "intermediate-inspection" => s with { When = [] },
                "completion-inspection" => s with { OnRequest = false },
                "metering" => s with { After = ["completion-inspection", "contract"] },
                _ => s,
            }),
        ],
    };

    public static readonly ProcessDefinition[] All = [Linear, Parallel, HighVoltage, LinearWithScheme, BackInside, LinearNext, HighVoltageNext];

    public static StageDefinition Stage(string id, string role, params ImmutableArray<string> after) => new()
    {
        Id = id,
        Name = Text,
        Role = role,
        Department = role switch
        {
            Roles.Customer => null,
            Roles.CounterClerk or Roles.Surveyor or Roles.SchemeEngineer => Departments.Marketing,
            Roles.MeterInstaller => Departments.Metering,
            Roles.CustomerServiceAgent => Departments.CustomerService,
            _ => Departments.OperationAndMaintenance,
        },
        After = after,
        When = [],
        Time = role == Roles.Customer ? TimeOwner.Customer : TimeOwner.Utility,
        Fields = [Field("remarks", FieldType.LongText)],
        Files = [],
        Signatures = [],
    };

    public static FieldDefinition Field(string id, FieldType type) => new() { Id = id, Type = type, Label = Text, Required = true };

    private static ImmutableArray<SignatureRequirement> BothSides =>
        [new SignatureRequirement(Roles.Customer, Text, true), new SignatureRequirement(Roles.CounterClerk, Text, true)];

    private static FieldDefinition Checklist => Field("items", FieldType.Checklist) with { Options = [new("cable", Text), new("earthing", Text)] };

    // A column about a person makes the rows personal as a whole.
    private static FieldDefinition Points => Field("neighbours", FieldType.Rows) with
    {
        Columns = [Field("name", FieldType.Text) with { Personal = true }, Field("distance", FieldType.Number)],
    };

    private static StageDefinition Archive(params ImmutableArray<string> after) =>
        Stage("archive", Roles.CounterClerk, after) with { Effect = StageEffect.Archives, Limit = Hours(24) };

    private static StageDefinition FollowUp => Stage("follow-up", Roles.CustomerServiceAgent, "energisation") with
    {
        NotBefore = TimeSpan.FromDays(7), AfterArchive = true, Limit = Hours(24),
        Fields = [Field("comments", FieldType.LongText) with { Personal = true }],
    };

    private static ProcessDefinition Process(string id, ImmutableArray<StageDefinition> stages) => new()
    {
        Key = new ProcessKey(id, 1),
        Name = Text,
        Summary = Text,
        Priority = 100,
        ChoiceOrder = 1,
        AppliesWhen = [],
        ChoiceReason = new LocalizedText("因为", "Because"),
        Documents =
        [
            new FileRequirement("identity", Text, 1, 2, FileFormat.ImageOrPdf, true, []),
            new FileRequirement("licence", Text, 1, 1, FileFormat.ImageOrPdf, false, [new("case.customerKind", Comparison.Is, "business")]),
            new FileRequirement("load-list", Text, 0, 1, FileFormat.ImageOrPdf, false, []),
        ],
        AcceptedByOnlineCheck = false,
        Promises = [Promise("promise", Hours(24), "energisation")],
        Stages = stages,
        PauseReasons =
        [
            new PauseReason("missing-document", Text, TimeOwner.Customer), new PauseReason("customer-answer", Text, TimeOwner.Customer),
            new PauseReason("road-permit", Text, TimeOwner.ThirdParty), new PauseReason("weather", Text, TimeOwner.ForceMajeure),
        ],
    };

    private static PromiseDefinition Promise(string id, Limit limit, string until) =>
        new() { Id = id, Kind = PromiseKind.Promise, Name = Text, Limit = limit, Until = until, When = [] };

    private static Limit Hours(decimal amount) => new(amount, LimitUnit.Hours, LimitReading.Utility);

    private static Limit WorkingDays(decimal amount) => new(amount, LimitUnit.WorkingDays, LimitReading.Utility);
}
