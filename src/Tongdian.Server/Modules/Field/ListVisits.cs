using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Field;

/// <summary>The visits of a colleague, as what changed since the device last asked.</summary>
public sealed class ListVisits(ListWork work, CaseDoor door, ComposeVisit compose, TimeProvider time)
{
    private const int AtOnce = 200;

    /// <summary>The device's clock, and the tag of every visit that it has, by <c>number/stage</c>.</summary>
    public sealed record Request(DateTimeOffset SentAt, IReadOnlyDictionary<string, string>? Have = null);

    /// <summary>What is new or changed, and what is no longer this colleague's to do.</summary>
    public sealed record Response(DateTimeOffset Now, IReadOnlyList<Visit> Visits, IReadOnlyList<Gone> Gone);

    /// <summary>A visit that is not to be done any more, or not by this colleague.</summary>
    /// <param name="Number">Number of the case.</param>
    /// <param name="Stage">The stage.</param>
    /// <param name="Reason"><c>done</c>, <c>closed</c>, <c>not-now</c>, <c>other</c> (somebody else does it), <c>unknown</c>.</param>
    /// <param name="Words">The same in words.</param>
    public sealed record Gone(string Number, string Stage, string Reason, string Words);

    internal static async Task<IResult> Handle(Body<Request> body, HttpContext http, ListVisits use) =>
        body.Read.Failed(out var unreadable, out var request) ? Problem.From(unreadable)
        : Problem.Or(await use.Look(request, StaffAccess.Me(http), http.RequestAborted));

    public async Task<Result<Response>> Look(Request request, StaffMember me, CancellationToken cancel)
    {
        var have = request.Have ?? new Dictionary<string, string>(StringComparer.Ordinal);
        if ((await Mine(me, cancel)).Failed(out var error, out var mine))
            return error;
        var (visits, there) = (new List<Visit>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var item in mine)
        {
            if ((await door.Open(item.Number, Caller.Of(me), cancel)).Failed(out _, out var access) || await compose.Of(access, item.Stage, cancel) is not { } visit)
                continue;
            there.Add(Key(visit.Number, visit.Stage));
            if (have.GetValueOrDefault(Key(visit.Number, visit.Stage)) != visit.Tag)
                visits.Add(visit);
        }

        var gone = new List<Gone>();
        foreach (var (number, stage) in have.Keys.Where(k => !there.Contains(k)).Select(Split))
            gone.Add(await Why(number, stage, me, cancel));
        return new Response(time.GetUtcNow(), visits, gone);
    }

    private async Task<Result<List<WorkItem>>> Mine(StaffMember me, CancellationToken cancel)
    {
        var mine = new List<WorkItem>();
        string? after = null;
        do
        {
            if ((await work.Find(me, new ListWork.Filter(), after, AtOnce, cancel)).Failed(out var error, out var rows))
                return error;
            mine.AddRange(rows.Items.Where(w => Roles.Visiting.Contains(w.Role)));
            after = rows.Next;
        }
        while (after is not null);
        return mine;
    }

    private async Task<Gone> Why(string number, string stage, StaffMember me, CancellationToken cancel)
    {
        var reason = (await door.Open(number, Caller.Of(me), cancel)).Failed(out _, out var access) ? "unknown"
            : access.State.ClosedAt is not null ? "closed"
            : access.State.Stage(stage) switch
            {
                { Status: StageStatus.Completed } => "done",
                { Status: StageStatus.Open or StageStatus.Started, Assignee: var assignee } when assignee is null || !access.Actor.StandsFor(assignee) => "other",
                _ => "not-now",
            };
        return new Gone(number, stage, reason, FieldTexts.Text($"gone.{reason}"));
    }

    private static string Key(string number, string stage) => $"{number}/{stage}";

    private static (string Number, string Stage) Split(string key) => key.Split('/', 2) is [var number, var stage] ? (number, stage) : (key, "");
}
