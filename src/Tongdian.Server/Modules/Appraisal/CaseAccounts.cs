using System.Globalization;
using System.Text;
using System.Text.Json;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Evidence;
using Tongdian.Domain.Feedback;
using Tongdian.Domain.Insight;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Feedback;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;

namespace Tongdian.Server.Modules.Appraisal;

/// <summary>With what facts are read, the same for both sources.</summary>
internal sealed record Reading(ProcessCatalog Processes, CalendarCatalog Calendars, WorkCalendar Calendar, Company Company, DateTimeOffset? LogSince, DateTimeOffset Now)
{
    /// <summary>The department of a colleague; null when nobody knows.</summary>
    public string? DepartmentOf(string staff) => Company.Staff.GetValueOrDefault(staff)?.Departments.FirstOrDefault();
}

/// <summary>What both sources say of one case: its history, its ratings, its recoveries.</summary>
internal sealed class CaseAccounts
{
    private readonly CaseSources sources;
    private readonly Reading reading;
    private readonly string number;
    private readonly string region;
    private readonly List<RecordedEvent>? stored;
    private readonly DateTimeOffset? begun;
    private readonly List<Told> history;
    private readonly List<RatedStage> ratings;
    private readonly List<Mended> recoveries;

    public CaseAccounts(CaseSources sources, Reading reading)
    {
        (this.sources, this.reading) = (sources, reading);
        stored = Readable(() => sources.Facts.Select(f => CaseStore.Fact(f.Payload)).Where(f => ClockFacts.Has(f.Event)).ToList());
        begun = sources.Records.Values.Where(e => e.Leaf.Version is not null).Min(e => e.Record?.Time);
        history = [.. History()];
        var first = stored?.Select(f => f.Event).OfType<CaseSubmitted>().FirstOrDefault();
        number = sources.Row?.Number ?? first?.Number.Value ?? sources.Records.Values.First().Leaf.Number;
        region = sources.Row?.Region ?? first?.Facts.Region ?? "";
        ratings = [.. Ratings()];
        recoveries = [.. Recoveries()];
    }

    private sealed record RatedStage(string Stage, DateTimeOffset At, Counted? Ordinary, DateTimeOffset? ProvenAt, Counted? Proven, Told Told);

    private sealed record Mended(Enquiry? Ordinary, Enquiry? Proven, List<Told> Told, Team OrdinaryTeam, Team ProvenTeam);

    /// <summary>Everything that counts in a week, or was altered in it.</summary>
    public IEnumerable<Account> In(TimeWindow week) =>
        new[] { OfHistory(week) }.Concat(ratings.Select(r => OfRating(r, week))).Concat(recoveries.Select(r => OfRecovery(r, week))).OfType<Account>();

    private Account? OfHistory(TimeWindow week)
    {
        var told = history.Where(t => t.At < week.To).ToList();
        var proven = told.TrueForAll(t => t.Bytes is not null) ? Readable(() => told.ConvertAll(t => CaseStore.Fact(t.Bytes!)).FindAll(f => ClockFacts.Has(f.Event))) : null;
        return Make(Measure.OnTime, Counts(stored, week), Counts(proven, week), told, week);
    }

    private Account? OfRating(RatedStage rating, TimeWindow week) => Make(
        Measure.Evaluation, Within(week, rating.At) ? One(rating.Ordinary) : [], rating.ProvenAt is { } at && Within(week, at) ? One(rating.Proven) : [], [rating.Told], week);

    // As it stands now, in the week in which it began.
    private Account? OfRecovery(Mended recovery, TimeWindow week) => Make(
        Measure.Recovery, Counts(recovery.Ordinary, recovery.OrdinaryTeam, week), Counts(recovery.Proven, recovery.ProvenTeam, week), recovery.Told, week);

    private Account? Make(Measure measure, List<Counted> ordinary, List<Counted> proven, IReadOnlyList<Told> told, TimeWindow week)
    {
        var here = told.Any(t => t.Found is not null && Within(week, t.At));
        if (ordinary.Count + proven.Count == 0 && !here)
            return null;
        return new Account(number, region, measure, [.. ordinary], [.. proven])
        {
            Records = told.Count(t => t.Standing == ProveRecords.Standing.Proven), Waiting = told.Count(t => t.Standing == ProveRecords.Standing.Waiting),
            Erased = told.Count(t => t.Standing == ProveRecords.Standing.Erased), Found = [.. told.Select(t => t.Found).OfType<Alteration>().Distinct().Order()], FoundHere = here,
        };
    }

    private List<Counted> Counts(List<RecordedEvent>? facts, TimeWindow week) => facts is { Count: > 0 }
        ? Readable(() => CaseHistory.Of(facts, reading.Processes.Get, reading.Calendars.Get, week.To) is { } told ? Counted.Of(told, reading.DepartmentOf, week).ToList() : []) ?? []
        : [];

    private List<Counted> Counts(Enquiry? recovery, Team team, TimeWindow week) =>
        recovery is not null && Within(week, recovery.AskedAt) ? [Counted.Of(recovery, team, reading.Calendar, reading.Now)] : [];

    private static List<Counted> One(Counted? counted) => counted is null ? [] : [counted];

    private IEnumerable<Told> History()
    {
        var seen = new HashSet<Guid>();
        foreach (var fact in sources.Facts)
        {
            var entry = sources.Records.GetValueOrDefault(MakeLeaf.IdOf(sources.Id, fact.Version, fact.Ordinal));
            if (entry is not null)
                seen.Add(entry.Leaf.Id);
            if (entry is not null || OnFacts.Kinds.Contains(fact.Kind))
                yield return Told.Of(entry, Owed(MakeLeaf.IdOf(sources.Id, fact.Version, fact.Ordinal), fact.At), sources.IsErased, fact.At, fact.Salt, fact.Payload);
        }

        foreach (var entry in sources.Records.Values.Where(e => e.Leaf.Version is not null && !seen.Contains(e.Leaf.Id)))
            yield return Told.Gone(entry);
    }

    private IEnumerable<RatedStage> Ratings()
    {
        var seen = new HashSet<Guid>();
        foreach (var rating in sources.Ratings)
        {
            var (id, at, team) = (MakeLeaf.IdOf(new EvidenceDue { Kind = RecordRatings.Rated, Subject = sources.Id, Part = rating.Stage }), rating.RatedAt!.Value, Team.Of(rating.Department, rating.Region));
            var entry = sources.Records.GetValueOrDefault(id);
            var ordinary = Rating.Parse(rating.Attitude, rating.Skill, rating.Speed, rating.Compliance).Failed(out _, out var levels) ? null : Counted.Of(levels, rating.Stage, team);
            // There is no fact beside the record: it tells all itself.
            var told = entry is null ? Told.Of(null, Owed(id, at), sources.IsErased, at, [], []) : new Told(entry.Record?.Time ?? at, entry.Standing, entry.Found, []);
            var proven = entry is { Holds: true } ? Proven(entry, team) : told.Standing == ProveRecords.Standing.Waiting ? ordinary : null;
            seen.Add(id);
            yield return new RatedStage(rating.Stage, at, ordinary, told.At, proven, told);
        }

        foreach (var entry in sources.Records.Values.Where(e => e.Record?.Kind == RecordRatings.Rated && !seen.Contains(e.Leaf.Id)))
            yield return new RatedStage(entry.Record!.Stage ?? "", default, null, entry.Record.Time, Proven(entry, Team.Of(null, region)), Told.Gone(entry));
    }

    // The levels are hidden in the record, and there are five of each.
    private Counted? Proven(ProveRecords.Entry entry, Team stored)
    {
        var levels = RecordRatings.Levels.Select(name => Hidden(entry, name, Enumerable.Range(Rating.Worst, Rating.Best).Select(l => l.ToString(CultureInfo.InvariantCulture)))).ToList();
        if (levels.Contains(null) || Rating.Parse(Level(0), Level(1), Level(2), Level(3)).Failed(out _, out var rating))
            return null;
        var department = Hidden(entry, RecordRatings.Department, Departments.All.Prepend("").Prepend(stored.Department));
        var where = Hidden(entry, RecordRatings.Region, reading.Company.Regions.Keys.Prepend(stored.Region));
        return Counted.Of(rating, entry.Record!.Stage ?? "", Team.Of(department is { Length: > 0 } known ? known : null, where ?? stored.Region));

        int Level(int which) => int.Parse(levels[which]!, CultureInfo.InvariantCulture);
    }

    private static string? Hidden(ProveRecords.Entry entry, string name, IEnumerable<string> among) =>
        entry is { Record: { } record, Opened: { } opened } && opened.SaltOf(name) is var salt ? among.FirstOrDefault(a => record.Has(name, salt, Encoding.UTF8.GetBytes(a))) : null;

    private IEnumerable<Mended> Recoveries()
    {
        var gone = sources.Records.Values.Where(e => e.Record is { } record && RecordRecoveries.Kinds.Contains(record.Kind)).ToDictionary(e => e.Leaf.Id);
        var found = new List<(EnquiryRow Row, List<Told> Told)>();
        foreach (var (row, facts) in sources.Recoveries)
            found.Add((row, [.. Mending(facts, gone)]));
        foreach (var (row, told) in found)
        {
            foreach (var entry in gone.Values.Where(e => Hidden(e, "recovery.number", [row.Number]) is not null).ToList())
            {
                told.Add(Told.Gone(entry));
                gone.Remove(entry.Leaf.Id);
            }

            var ordinary = Readable(() => EnquiryStore.Read(row.State));
            var team = ordinary?.Stage is { } stage && ratings.Find(r => r.Stage == stage) is { } rated ? rated : null;
            yield return new Mended(
                ordinary, told.TrueForAll(t => t.Bytes is not null) ? Readable(() => Fold(told)) : null, told,
                team?.Ordinary?.Team ?? Team.Of(null, row.Region), team?.Proven?.Team ?? team?.Ordinary?.Team ?? Team.Of(null, row.Region));
        }

        if (gone.Count > 0)
            yield return new Mended(null, null, [.. gone.Values.Select(Told.Gone)], Team.Of(null, region), Team.Of(null, region));
    }

    private IEnumerable<Told> Mending(IReadOnlyList<EnquiryEntry> facts, Dictionary<Guid, ProveRecords.Entry> gone)
    {
        foreach (var fact in facts)
        {
            // Whatever it says now: if it was recorded as something, it is that which is proven.
            var said = Readable(() => RecordRecoveries.Fact(fact));
            var kind = RecordRecoveries.Kinds.FirstOrDefault(k => gone.ContainsKey(RecordRecoveries.IdOf(k, fact))) ?? (said is null ? null : RecordRecoveries.KindOf(said.Fact));
            if (kind is null)
                continue;
            gone.Remove(RecordRecoveries.IdOf(kind, fact), out var entry);
            yield return Told.Of(entry, Owed(RecordRecoveries.IdOf(kind, fact), fact.At), sources.IsErased, fact.At, fact.Salt, fact.Payload);
        }
    }

    private static Enquiry Fold(IReadOnlyList<Told> told)
    {
        var facts = told.Select(t => JsonSerializer.Deserialize(t.Bytes!, EnquiryJson.Default.RecordedFact)!).ToList();
        return facts.Skip(1).Aggregate(Enquiry.Begin(facts[0]), (state, fact) => state.After(fact));
    }

    // Older than the log is what happened before the first thing that it has of the case: later nothing is left out.
    private bool Owed(Guid id, DateTimeOffset at) => sources.Owed.Contains(id) || (begun ?? reading.LogSince) is not { } since || at < since;

    private static bool Within(TimeWindow week, DateTimeOffset at) => at >= week.From && at < week.To;

    // Whoever has altered what is stored may have made it impossible.
    private static T? Readable<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or NotSupportedException or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }
}
