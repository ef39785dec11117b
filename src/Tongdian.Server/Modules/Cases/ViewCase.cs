using System.Collections.Immutable;
using System.Text.Json;
using System.Xml;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Parties;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases.Photos;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Where a case stands: for its customer, and with everything else for staff.</summary>
public sealed class ViewCase(CalendarCatalog calendars, CompanyDirectory directory, CaseParties parties, CustomerPhotos photos)
{
    private const string Caching = "private, no-cache";

    /// <summary>Who has something, with the number to call.</summary>
    public sealed record ResponsibleView(string Name, string WorkNumber, string? Phone);

    /// <summary>A stage on the way.</summary>
    public sealed record StageView(
        string Id, string Name, StageStatus State, ResponsibleView? Responsible, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt,
        DateTimeOffset? DueAt, DateTimeOffset? ExpectedAt, TimeOwner? WhoseTime, string? WaitingFor, DateTimeOffset? BreachedAt)
    {
        /// <summary>When it was first entered.</summary>
        public DateTimeOffset? EnteredAt { get; init; }

        /// <summary>What a paused stage waits for, in words.</summary>
        public string? WaitingForName { get; init; }

        /// <summary>What was said with it, when it is the customer who is waited for.</summary>
        public string? WaitingNote { get; init; }

        /// <summary>Since when it is paused.</summary>
        public DateTimeOffset? WaitingSince { get; init; }

        /// <summary>Whether the due time depends on a year that is not announced yet.</summary>
        public bool Provisional { get; init; }

        /// <summary>Somebody comes to the customer's place for it.</summary>
        public bool Visit { get; init; }

        /// <summary>When, as far as that was spoken about.</summary>
        public AppointmentView? Appointment { get; init; }

        /// <summary>Who came to it; told to colleagues only.</summary>
        public ArrivalView? Arrival { get; init; }
    }

    /// <summary>When a visit is expected, and who said what to it.</summary>
    public sealed record AppointmentView(DateOnly Day, DayPart Part, AppointmentStatus State, string? Note, DateTimeOffset Since)
    {
        /// <summary>Exactly when, if a time was picked.</summary>
        public DateTimeOffset? From { get; init; }

        /// <summary>When it ends.</summary>
        public DateTimeOffset? Until { get; init; }
    }

    /// <summary>Somebody arrived, and how far from the site their device was; <paramref name="Doubtful"/>: somebody should ask.</summary>
    public sealed record ArrivalView(DateTimeOffset At, int? DistanceM, int? AccuracyM, bool Mock, bool Doubtful);

    /// <summary>A promise in both readings; times used as ISO 8601 durations.</summary>
    public sealed record PromiseView(
        string Id, PromiseKind Kind, string Name, decimal Amount, LimitUnit Unit, DateTimeOffset? DueAt, bool Running, bool Provisional,
        string UsedByUtility, string UsedElapsed, string Left, DateTimeOffset? BreachedAt, string? Source, bool Verified)
    {
        /// <summary>Of a limit in working days: the days that are over and counted.</summary>
        public int? CountedDays { get; init; }

        /// <summary>How much of it is used: 1 at its end.</summary>
        public decimal Fraction { get; init; }
    }

    /// <summary>Something the customer is to do.</summary>
    /// <param name="What"><c>document</c>, <c>stage</c>, <c>request</c>, <c>signature</c>, <c>appointment</c> or <c>pause</c>.</param>
    /// <param name="Id">Kind of document, stage, or reason of the pause.</param>
    /// <param name="Text">In words.</param>
    public sealed record NeedView(string What, string Id, string Text);

    /// <summary>Who does the stages of a role.</summary>
    public sealed record TeamMemberView(string Role, ResponsibleView Person);

    /// <summary>The dedicated team of a high-voltage case.</summary>
    public sealed record TeamView(ResponsibleView? Lead, IReadOnlyList<TeamMemberView> Members);

    /// <summary>A file of the case.</summary>
    public sealed record FileView(string Kind, Guid File, string MediaType, string? Stage, string Label);

    /// <summary>One value that was entered.</summary>
    public sealed record ValueView(
        string Id, string Label, string? Unit, JsonElement Value, IReadOnlyList<ProcessViews.OptionView>? Options, FieldType Type,
        IReadOnlyList<ProcessViews.FieldView>? Columns);

    /// <summary>What a stage that the customer may look into came to: the scheme, opinions, defects, measured values.</summary>
    public sealed record ResultView(string Stage, string Name, StageStatus State, IReadOnlyList<ValueView> Values);

    /// <summary>What everybody who may see the case sees.</summary>
    public record CaseView(
        string Number, int Version, CaseStatus State, string Process, string ProcessName, string ProcessReason, string VoltageReason,
        DateTimeOffset SubmittedAt, DateTimeOffset? EnergisedAt, DateTimeOffset? ExpectedAt, ResponsibleView? Owner, PromiseView Promise,
        IReadOnlyList<PromiseView> Promises, IReadOnlyList<StageView> Stages, IReadOnlyList<NeedView> Needs,
        IReadOnlyList<ResultView> Results, IReadOnlyList<FileView> Files)
    {
        /// <summary>When it was archived, withdrawn, rejected or merged.</summary>
        public DateTimeOffset? ClosedAt { get; init; }

        /// <summary>The case as which this one goes on.</summary>
        public string? MergedInto { get; init; }

        /// <summary>The dedicated team; null when none was named.</summary>
        public TeamView? Team { get; init; }
    }

    /// <summary>What staff see besides: the facts, the customer (masked), and what was entered.</summary>
    public sealed record WholeCase : CaseView
    {
        internal WholeCase(CaseView progress)
            : base(progress)
        {
        }

        /// <summary>What decides about it.</summary>
        public required CaseFacts Facts { get; init; }

        /// <summary>The door it came in by.</summary>
        public required string Channel { get; init; }

        /// <summary>The customer, masked; null when erased.</summary>
        public PartyDetails? Customer { get; init; }

        /// <summary>What the online check found.</summary>
        public IReadOnlyList<string>? OnlineFindings { get; init; }

        /// <summary>What was entered, by stage.</summary>
        public required IReadOnlyDictionary<string, StageEntry> Entries { get; init; }

        /// <summary>Pauses with who approved them, by stage.</summary>
        public required IReadOnlyDictionary<string, IReadOnlyList<KeptPause>> Pauses { get; init; }

        /// <summary>Missed limits that were said to be no fault.</summary>
        public required IReadOnlyList<BreachCorrection> Corrections { get; init; }

        /// <summary>Duplicates that go on as this one.</summary>
        public required IReadOnlyList<string> Duplicates { get; init; }
    }

    internal static async Task<IResult> Handle(string number, HttpContext http, CaseEndpoint cases, ViewCase use)
    {
        if (await cases.Unchanged(number, http))
        {
            (http.Response.Headers.ETag, http.Response.Headers.CacheControl) = (http.Request.Headers.IfNoneMatch, Caching);
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        if ((await cases.Open(number, http)).Failed(out var error, out var access))
            return Problem.From(error);
        (http.Response.Headers.ETag, http.Response.Headers.CacheControl) = (CaseDoor.ETag(access.State.Version), Caching);
        http.Response.Headers.Vary = "Authorization, X-Access-Code, Accept-Language";
        return access.Staff is null
            ? TypedResults.Ok(await use.Progress(access, http.RequestAborted))
            : TypedResults.Ok(await use.Whole(access, http.RequestAborted));
    }

    /// <summary>Where the case stands, as everybody who may see it sees it.</summary>
    public async Task<CaseView> Progress(CaseAccess access, CancellationToken cancel) =>
        Describe(access, calendars.Get(access.State.Calendar), await directory.Get(cancel), await photos.Hidden(access, cancel));

    /// <summary>The whole case, for staff.</summary>
    public async Task<WholeCase> Whole(CaseAccess access, CancellationToken cancel)
    {
        var state = access.State;
        var details = await parties.Read(state.Customer, cancel);
        return new WholeCase(await Progress(access, cancel))
        {
            Facts = state.Facts, Channel = state.Channel, Customer = details?.Masked(), OnlineFindings = state.OnlineFindings,
            Entries = state.Stages.Where(s => s.Value.Entry is not null).ToDictionary(s => s.Key, s => s.Value.Entry!, StringComparer.Ordinal),
            Pauses = state.Stages.Where(s => s.Value.Kept is not null).ToDictionary(s => s.Key, s => (IReadOnlyList<KeptPause>)s.Value.Kept!, StringComparer.Ordinal),
            Corrections = state.Corrections ?? [],
            Duplicates = [.. state.Duplicates.Select(d => d.Value)],
        };
    }

    private static CaseView Describe(CaseAccess access, WorkCalendar calendar, Company company, ImmutableHashSet<Guid> hidden)
    {
        var (state, process) = (access.State, access.Process);
        var clocks = new CaseClocks(state, process, calendar, access.Now);
        var owner = Person(company, state.Owner);
        return new CaseView(
            state.Number.Value, state.Version, state.Status, process.Key.Id, In(process.Name), In(state.ProcessReason), In(state.VoltageReason),
            state.SubmittedAt, state.EnergisedAt, clocks.ExpectedAt, owner, View(clocks.Promise, clocks),
            [.. clocks.Promises.Select(p => View(p, clocks))],
            [.. process.Stages.Select(s => View(s, state.Stage(s.Id), process, clocks, company, owner, access.Staff is not null))],
            [.. Needs(state, process)],
            [.. Results(state, process)],
            [.. Files(access).Where(f => !hidden.Contains(f.File))])
        {
            ClosedAt = state.ClosedAt, MergedInto = state.MergedInto?.Value, Team = state.Team is { } team ? View(team, company) : null,
        };
    }

    private static TeamView View(CaseTeam team, Company company) => new(
        Person(company, team.Lead), [.. team.Members.Select(m => (m.Key, Person: Person(company, m.Value))).Where(m => m.Person is not null).Select(m => new TeamMemberView(m.Key, m.Person!))]);

    private static StageView View(
        StageDefinition stage, StageState at, ProcessDefinition process, CaseClocks clocks, Company company, ResponsibleView? owner, bool inside)
    {
        var reading = clocks.Stage(stage);
        var responsible = stage.Role == Roles.Customer || !(at.Status.IsOpen() || at.Status == StageStatus.Completed)
            ? null
            : at.Assignee is { } assignee ? Person(company, assignee) : owner;
        return new StageView(
            stage.Id, In(stage.Name), at.Status, responsible, at.StartedAt, at.FinishedAt, reading?.DueAt, clocks.Expected(stage.Id),
            at.Now?.Owner, at.Now?.Reason, reading?.BreachedAt)
        {
            EnteredAt = at.EnteredAt, Visit = stage.IsVisit, Provisional = reading is { DueAt: not null, Provisional: true },
            WaitingForName = at.Pauses is [var pause, ..] ? In(process.PauseReasons.First(r => r.Id == pause.Reason).Name) : null,
            WaitingNote = at.Pauses is [{ Owner: TimeOwner.Customer } theirs, ..] ? theirs.Note : null,
            WaitingSince = at.Pauses is [var first, ..] ? first.Since : null,
            Appointment = at.Appointment is { } visit ? new AppointmentView(visit.Time.Day, visit.Time.Part, visit.Status, visit.Note, visit.Since) { From = visit.Time.From, Until = visit.Time.Until } : null,
            Arrival = inside && at.ArrivedAt is { } arrived
                ? new ArrivalView(arrived, at.ArrivedPlace?.DistanceM, at.ArrivedPlace?.AccuracyM, at.ArrivedPlace?.Mock ?? false, at.ArrivedPlace?.Doubtful ?? false) : null,
        };
    }

    private static PromiseView View(PromiseReading promise, CaseClocks clocks)
    {
        var (definition, reading) = (promise.Definition, promise.Reading);
        var timeline = clocks.PromiseTimeline(definition);
        return new PromiseView(
            definition.Id, definition.Kind, In(definition.Name), definition.Limit.Amount, definition.Limit.Unit, reading.DueAt, reading.Running,
            reading.Provisional, XmlConvert.ToString(clocks.Used(timeline, LimitReading.Utility, definition.Limit.Unit)),
            XmlConvert.ToString(clocks.Used(timeline, LimitReading.Elapsed, LimitUnit.Hours)), XmlConvert.ToString(reading.Left),
            reading.BreachedAt, definition.Source, definition.Verified)
        {
            CountedDays = reading.CountedDays, Fraction = reading.Fraction,
        };
    }

    private static IEnumerable<NeedView> Needs(Case state, ProcessDefinition process)
    {
        if (!state.Status.IsRunning())
            yield break;
        foreach (var kind in OnlineCheck.MissingDocuments(process, state))
            yield return new NeedView("document", kind, In(process.Documents.First(d => d.Kind == kind).Label));
        foreach (var stage in process.Stages)
        {
            var at = state.Stage(stage.Id);
            if (at.Status == StageStatus.AwaitingRequest)
                yield return new NeedView("request", stage.Id, In(stage.Name));
            else if (at.Status.IsOpen() && stage.Role == Roles.Customer)
                yield return new NeedView("stage", stage.Id, In(stage.Name));
            else if (at.Offer is { Signatures: [] })
                yield return new NeedView("signature", stage.Id, In(stage.Name));
            if (at.Status.IsOpen() && at.Appointment is { Status: AppointmentStatus.Proposed })
                yield return new NeedView("appointment", stage.Id, In(stage.Name));
            foreach (var pause in at.Pauses.Where(p => p.Owner == TimeOwner.Customer))
                yield return new NeedView("pause", pause.Reason, In(process.PauseReasons.First(r => r.Id == pause.Reason).Name));
        }
    }

    /// <summary>A draft is nobody else's business: a result is shown once its stage was completed, or judged and given back.</summary>
    private static IEnumerable<ResultView> Results(Case state, ProcessDefinition process) => process.Stages
        .Where(s => s.ShownToCustomer && state.Stage(s.Id) is { Entry: not null } at && (at.Status == StageStatus.Completed || at.Rejections > 0))
        .Select(s => new ResultView(s.Id, In(s.Name), state.Stage(s.Id).Status,
            [.. s.Fields.Where(f => state.Stage(s.Id).Entry!.Fields.ContainsKey(f.Id)).Select(f => Value(ProcessViews.View(f), state.Stage(s.Id).Entry!.Fields[f.Id]))]));

    private static ValueView Value(ProcessViews.FieldView field, JsonElement value) => new(field.Id, field.Label, field.Unit, value, field.Options, field.Type, field.Columns);

    /// <summary>The documents, what the customer sent, what stages came to, and photographs of the works as they are taken; of the company's other drafts the customer sees nothing.</summary>
    private static IEnumerable<FileView> Files(CaseAccess access) => access.State.Documents
        .Select(d => new FileView(d.Kind, d.File, d.MediaType, null, Label(access.Process.Documents, d.Kind)))
        .Concat(access.State.Stages.SelectMany(s => (IsShown(access, s.Key, s.Value) ? s.Value.Entry!.Files : Photographed(access, s.Key, s.Value)).Concat(s.Value.Requested)
                .Concat(s.Value.Offer is { } offer ? [offer.Document] : [])
                .Concat((s.Value.Notices ?? []).Select(n => n.Copy))
                .Concat(access.Staff is null ? [] : (s.Value.Kept ?? []).SelectMany(p => p.Files))
            .Select(f => new FileView(f.Kind, f.File, f.MediaType, s.Key,
                (s.Value.Notices ?? []).Any(n => n.Copy == f) ? CaseTexts.Text("file.service-notice") : f == s.Value.Offer?.Document ? CaseTexts.Text("file.offered") : Label(access.Process.Stage(s.Key)?.Files ?? [], f.Kind)))));

    private static bool IsShown(CaseAccess access, string stage, StageState at) => at.Entry is not null
        && (access.Staff is not null || at.Status == StageStatus.Completed || at.Rejections > 0 || access.Process.Stage(stage)?.Role == Roles.Customer);

    private static ImmutableArray<FileLink> Photographed(CaseAccess access, string stage, StageState at) =>
        at is { Entry: { } entry } && at.Status.IsOpen() && access.Process.Stage(stage) is { } definition ? [.. entry.Files.Where(f => CustomerPhotos.IsShown(definition, f))] : [];

    private static string Label(ImmutableArray<FileRequirement> asked, string kind) =>
        asked.FirstOrDefault(f => f.Kind == kind) is { } known ? In(known.Label) : CaseTexts.Text("file.sent");

    private static ResponsibleView? Person(Company company, string id) =>
        company.Staff.TryGetValue(id, out var member) ? new ResponsibleView(member.Name, member.WorkNumber, member.Phone) : null;

    private static string In(Domain.LocalizedText text) => text.In(Language.Current);
}
