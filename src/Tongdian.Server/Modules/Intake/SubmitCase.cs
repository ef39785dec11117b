using System.Security.Cryptography;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Intake.Apply;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Modules.Intake;

/// <summary>A customer asks for electricity, by whatever door: one application, one number, one owner.</summary>
[TakesKey]
public sealed class SubmitCase(
    WeighApplication weighing, ProcessCatalog processes, CalendarCatalog calendars, CaseParties parties, StageFiles files, CaseStore store,
    AccessCode codes, Idempotency idempotency, TimeProvider time)
{
    /// <summary>When the promise ends.</summary>
    public sealed record PromisePart(DateTimeOffset? DueAt);

    /// <summary>An open case of the same person at the same place: enough to decide whether this one is needed.</summary>
    public sealed record DuplicatePart(string Number, CaseStatus State, DateTimeOffset SubmittedAt);

    /// <summary>The slip: number, code, the process and why, the stages with their due times.</summary>
    public sealed record Response(
        string Number, string AccessCode, int Version, string Process, string ProcessReason, string Voltage, string VoltageReason, CaseStatus State,
        IReadOnlyList<StageProgress> Stages, PromisePart Promise, IReadOnlyList<string> OnlineFindings, IReadOnlyList<DuplicatePart> PossibleDuplicates);

    internal static async Task<IResult> Handle(Body<Application> body, HttpContext http, SubmitCase use, StaffAccess staffAccess)
    {
        if (body.Read.Failed(out var unreadable, out var sent))
            return Problem.From(unreadable);
        if (Idempotency.Read(http).Failed(out var badKey, out var once) && badKey is not null)
            return Problem.From(badKey);
        var staff = await staffAccess.Find(http.User, http.RequestAborted);
        if ((await use.Submit(sent, staff, staff is null ? "online" : "counter", once, http.RequestAborted)).Failed(out var refused, out var answer))
            return Problem.From(refused);
        http.Response.Headers.ETag = CaseDoor.ETag(answer.Version);
        http.Response.Headers.Location = $"/api/v1/cases/{answer.Number}";
        return Results.Json(answer, ApiJson.Options, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Takes an application.</summary>
    /// <param name="sent">What it says.</param>
    /// <param name="staff">The colleague who takes it on the customer's behalf, and owns the case then.</param>
    /// <param name="channel">The door it came in by: <c>online</c>, <c>counter</c>, <c>telephone</c>.</param>
    /// <param name="once">Key of a request that may come twice.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="from">The draft that it was written in, which ends with it.</param>
    public async Task<Result<Response>> Submit(
        Application sent, StaffMember? staff, string channel, OnceKey? once, CancellationToken cancel, OpenDraft? from = null)
    {
        var keyed = once?.In(staff is null ? "anonymous" : $"staff:{staff.Id}");
        if (keyed is not null && await Repeated(keyed, cancel) is { } before)
            return before;
        var now = time.GetUtcNow();
        if ((await weighing.Weigh(sent, now, cancel)).Failed(out var wrong, out var read))
            return wrong;
        var (company, calendar, facts) = (read.Company, read.Calendar, read.Facts);
        if (staff is not null && !company.Covers(staff, facts.Region))
            return new Error(ErrorKind.Forbidden, "region.not-yours");
        var duplicates = await parties.PossibleDuplicates(read.Details, cancel);
        var id = CaseId.New(now);
        var (who, key, rows) = from is null ? parties.Admit(read.Details, id, now) : from.Hand(parties, read.Details, id, now);
        if ((await files.Take(id, key, sent.Documents ?? [], [], now, cancel, "documents", from?.Id)).Failed(out var badFile, out var taken))
            return await Refused(badFile);
        var check = new OnlineCheckInput(
            IdentityValid: true, ConsentGiven: true, duplicates.Count > 0, AccountNumberGiven: !string.IsNullOrWhiteSpace(sent.Supply?.AccountNumber));
        var owner = staff is { Scopes: null } ? staff : company.FirstAsked(facts.Region, id.Value);
        var command = new Domain.Cases.SubmitCase(
            id, CaseNumber.Make(calendar.DateOf(now), RandomNumberGenerator.GetInt32(1_000_000)), facts, read.Voltage.Reason,
            new CalendarKey(calendar.Id, calendar.Version), who, sent.Language ?? Language.Current, channel, owner.Id,
            taken.Files, check);
        var context = new OperationContext(staff?.Actor ?? Actor.Customer, now, sent.Supply?.Reason);

        if (staff is not null && channel == "counter" && sent.IdentitySeen == true)
            command = command with { IdentitySeenBy = staff.Id };

        while (true)
        {
            if (CaseDecisions.Submit(read.Process, command, context).Failed(out var refused, out var change))
                return Named(refused, sent.Documents ?? []);
            var answer = Describe(change.After, duplicates, now);
            var outcome = await store.Commit(
                new CaseCommit(now, change)
                {
                    With = [rows, .. taken.Rows],
                    Answer = keyed is null ? null : keyed.Answered(WithoutCode(answer), change.After.Id.Value, now, StatusCodes.Status201Created),
                },
                cancel);
            switch (outcome)
            {
                case CommitOutcome.Committed:
                    return answer;
                case CommitOutcome.Repeated:
                    return await Repeated(keyed!, cancel) ?? throw new InvalidOperationException("An answer that was there is gone");
                case CommitOutcome.FileTaken:
                    return await Refused(AccessErrors.FileTaken);
                case CommitOutcome.NumberTaken:
                    command = command with { Number = CaseNumber.Make(calendar.DateOf(now), RandomNumberGenerator.GetInt32(1_000_000)) };
                    break;
                default:
                    throw new InvalidOperationException($"Unexpected outcome {outcome}");
            }
        }

        // The same request may have come twice at once: the first has the files, and its answer is this one's too.
        async Task<Result<Response>> Refused(Error error) => keyed is not null && await Repeated(keyed, cancel) is { } first ? first : error;
    }

    /// <summary>A document that is not wanted is named by its place in the application.</summary>
    private static Error Named(Error refused, IReadOnlyList<HandIn.FileRef> documents) => refused.Code == CaseErrors.DocumentNotWanted("").Code
        ? refused.For(documents.Index().Where(d => d.Item.Kind == refused.Values["kind"]).Select(d => new FieldError($"documents[{d.Index}].kind", "field.option")))
        : refused;

    private Response Describe(Case state, IReadOnlyList<CaseRow> duplicates, DateTimeOffset now)
    {
        var process = processes.Get(state.Process);
        var clocks = new CaseClocks(state, process, calendars.Get(state.Calendar), now);
        return new Response(
            state.Number.Value, codes.For(state.Id.Value), state.Version, state.Process.Id, state.ProcessReason.In(Language.Current), state.Facts.Voltage,
            state.VoltageReason.In(Language.Current), state.Status, CaseProgress.StagesOf(state, process, clocks),
            new PromisePart(clocks.Promise.Reading.DueAt), state.OnlineFindings ?? [],
            [.. duplicates.Select(d => new DuplicatePart(d.Number, d.Status, d.SubmittedAt))]);
    }

    /// <summary>The access code is stored nowhere: it is left out of the kept answer and derived again.</summary>
    private static string WithoutCode(Response answer) => JsonSerializer.Serialize(answer with { AccessCode = "" }, ApiJson.Options);

    private async Task<Result<Response>?> Repeated(KeyedRequest keyed, CancellationToken cancel)
    {
        if ((await idempotency.Answered(keyed, cancel)).Failed(out var other, out var row) && other is not null)
            return other;
        if (row is null)
            return null;
        var answer = JsonSerializer.Deserialize<Response>(row.Answer, ApiJson.Options) ?? throw new InvalidOperationException("An empty answer was kept");
        return answer with { AccessCode = codes.For(row.CaseId) };
    }
}
