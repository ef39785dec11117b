using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Versions;

/// <summary>
/// The dry run: what a version would mean for every open case of its process, without changing any. Cases are read in batches by key; the cost
/// is that of the open cases, whatever else is stored.
/// </summary>
public sealed class TryVersion(
    ProcessCatalog processes, CalendarCatalog calendars, IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    /// <summary>So many cases are read at once.</summary>
    public const int Batch = 200;

    private const int MostListed = 500;

    /// <summary>A case with what the version would mean for it.</summary>
    public sealed record Outlook(string Number, ProcessKey Now, VersionOutlook Version);

    /// <summary>All open cases of the process in figures; and those, at most 500, for which something would change.</summary>
    public sealed record Response(
        int Open, int Fit, int Refused, int StagesGone, int StagesAgain, int EntriesWrong, int LimitsChanged, IReadOnlyList<CaseView> Cases, bool More);

    /// <summary>What would change for a case; <paramref name="Refused"/>: the code why it cannot go on under the version.</summary>
    public sealed record CaseView(
        string Number, int FromVersion, bool Fits, string? Refused, IReadOnlyList<string> Gone, IReadOnlyList<string> Again, IReadOnlyList<string> Entered,
        IReadOnlyList<EntryView> Entries, IReadOnlyList<LimitView> Limits);

    /// <summary>Something entered that would be wrong or missing.</summary>
    public sealed record EntryView(string Stage, string Field, string Code);

    /// <summary>A limit that would differ.</summary>
    public sealed record LimitView(string Limit, string? Before, string? After, DateTimeOffset? DueBefore, DateTimeOffset? DueAfter);

    /// <summary>The figures, added up while the cases come.</summary>
    public sealed class Figures
    {
        public int Open { get; private set; }
        public int Fit { get; private set; }
        public int Refused { get; private set; }
        public int StagesGone { get; private set; }
        public int StagesAgain { get; private set; }
        public int EntriesWrong { get; private set; }
        public int LimitsChanged { get; private set; }

        public void Add(VersionOutlook outlook)
        {
            Open++;
            Fit += outlook.Fits ? 1 : 0;
            Refused += outlook.Refused is null ? 0 : 1;
            StagesGone += outlook.Gone.IsEmpty ? 0 : 1;
            StagesAgain += outlook.Again.IsEmpty ? 0 : 1;
            EntriesWrong += outlook.Entries.IsEmpty ? 0 : 1;
            LimitsChanged += outlook.Limits.IsEmpty ? 0 : 1;
        }
    }

    internal static async Task<IResult> Handle(Body<PublishProcess.Request> body, HttpContext http, PublishProcess publish, TryVersion use)
    {
        if (body.Read.Failed(out var unreadable, out var request))
            return Problem.From(unreadable);
        var (target, faults) = publish.Check(request);
        if (target is null)
            return Problem.From(PublishProcess.Wrong(faults));
        var (figures, listed, more) = (new Figures(), new List<CaseView>(), false);
        await foreach (var outlook in use.Run(target, http.RequestAborted))
        {
            figures.Add(outlook.Version);
            if (!IsTold(outlook.Version))
                continue;
            more = listed.Count == MostListed;
            if (!more)
                listed.Add(View(outlook));
        }

        return TypedResults.Ok(new Response(
            figures.Open, figures.Fit, figures.Refused, figures.StagesGone, figures.StagesAgain, figures.EntriesWrong, figures.LimitsChanged, listed, more));
    }

    /// <summary>Whether anything would be other than it is.</summary>
    public static bool IsTold(VersionOutlook outlook) => !outlook.Fits || !outlook.Entered.IsEmpty || !outlook.Limits.IsEmpty;

    /// <summary>How many open cases there are.</summary>
    public async Task<int> Count(string process, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Open(context, process).CountAsync(cancel);
    }

    /// <summary>Every open case of the target's process, in the order of submission.</summary>
    public async IAsyncEnumerable<Outlook> Run(ProcessDefinition target, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (now, last) = (time.GetUtcNow(), Guid.Empty);
        while (true)
        {
            List<(Guid Id, string State)> rows;
            await using (var context = await contexts.CreateDbContextAsync(cancel))
            {
                var from = last;
                rows = [.. (await Open(context, target.Key.Id).Where(c => c.Id.CompareTo(from) > 0).OrderBy(c => c.Id).Take(Batch)
                    .Select(c => new { c.Id, c.State }).ToListAsync(cancel)).Select(c => (c.Id, c.State))];
            }

            foreach (var (id, text) in rows)
            {
                var state = CaseStore.Read(text);
                yield return new Outlook(
                    state.Number.Value, state.Process, VersionOutlook.Of(state, processes.Get(state.Process), target, calendars.Get(state.Calendar), now));
                last = id;
            }

            if (rows.Count < Batch)
                yield break;
        }
    }

    private static IQueryable<CaseRow> Open(TongdianContext context, string process) =>
        context.Set<CaseRow>().AsNoTracking().Where(c => c.Process == process && c.ClosedAt == null);

    private static CaseView View(Outlook outlook) => new(
        outlook.Number, outlook.Now.Version, outlook.Version.Fits, outlook.Version.Refused?.Code, outlook.Version.Gone, outlook.Version.Again, outlook.Version.Entered,
        [.. outlook.Version.Entries.Select(e => new EntryView(e.Stage, e.Fault.Field, e.Fault.Code))],
        [.. outlook.Version.Limits.Select(l => new LimitView(l.LimitId, l.Before?.ToString(), l.After?.ToString(), l.DueBefore, l.DueAfter))]);
}
