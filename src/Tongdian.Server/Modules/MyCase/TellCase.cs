using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Look;
using static Tongdian.Server.Modules.MyCase.MyCaseTexts;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>What happened to a case, in plain words for its customer. What is only of use inside the company is left out.</summary>
public sealed class TellCase(CaseStore store, CompanyDirectory directory, PartWords words)
{
    private const int MostVersions = 200;

    /// <summary>One thing that happened. <paramref name="Words"/> are what somebody said with it.</summary>
    public sealed record Line(int Version, DateTimeOffset At, string Text, string? Words)
    {
        /// <summary>What the customer said of parts: what they are called, and the words.</summary>
        public IReadOnlyList<(string Part, string Words)> Remarks { get; init; } = [];
    }

    /// <summary>A look at what a customer handed in or asked for, and what came of it.</summary>
    /// <param name="Number">Which one, from 1 on.</param>
    /// <param name="AskedAt">When it was asked for or handed in.</param>
    /// <param name="Words">What the customer said with it.</param>
    /// <param name="Files">What came with it.</param>
    /// <param name="JudgedAt">When it was judged; null while that is open.</param>
    /// <param name="Passed">No defect was found.</param>
    /// <param name="Found">What was entered when it was judged.</param>
    public sealed record Round(
        int Number, DateTimeOffset AskedAt, string? Words, IReadOnlyList<Domain.Forms.FileLink> Files, DateTimeOffset? JudgedAt, bool Passed, StageEntry? Found);

    /// <summary>What happened after a version, the last first.</summary>
    public async Task<IReadOnlyList<Line>> Read(CaseAccess access, int after, CancellationToken cancel)
    {
        var from = Math.Max(after, access.State.Version - MostVersions);
        var company = await directory.Get(cancel);
        var lines = new List<Line>();
        foreach (var commit in (await store.Events(access.State.Id, from, MostVersions, cancel)).GroupBy(r => r.Version))
        {
            var facts = commit.Select(r => CaseStore.Fact(r.Payload)).ToList();
            var finished = facts.Select(f => f.Event).Select(e => e switch { StageCompleted c => c.Stage, DefectsFound d => d.Stage, _ => null }).OfType<string>().ToHashSet(StringComparer.Ordinal);
            foreach (var fact in facts.Where(f => !(f.Event is StageAssigned or StageStarted && finished.Contains(StageOf(f.Event)!))))
            {
                if (Told(fact.Event, access, company) is { } text)
                    lines.Add(new Line(commit.Key, fact.At, text, Words(fact)) { Remarks = await Remarks(fact.Event, access, cancel) });
            }
        }

        lines.Reverse();
        return lines;
    }

    /// <summary>Every time a stage that judges was asked for, and what came of it. <paramref name="by"/> is the stage in which the customer hands in, when there is one.</summary>
    public async Task<IReadOnlyList<Round>> Rounds(CaseAccess access, string judging, string? by, CancellationToken cancel)
    {
        var rounds = new List<Round>();
        foreach (var row in await store.Events(access.State.Id, Math.Max(0, access.State.Version - MostVersions), MostVersions, cancel))
        {
            var fact = CaseStore.Fact(row.Payload);
            switch (fact.Event)
            {
                case StageRequested e when e.Stage == judging:
                    rounds.Add(new Round(rounds.Count + 1, fact.At, e.Note, e.Files, null, false, null));
                    break;
                case StageCompleted e when e.Stage == by:
                    rounds.Add(new Round(rounds.Count + 1, fact.At, Answer(e.Entry), e.Entry.Files, null, false, null));
                    break;
                case DefectsFound e when e.Stage == judging && rounds is [.., var open]:
                    rounds[^1] = open with { JudgedAt = fact.At, Found = e.Entry };
                    break;
                case StageCompleted e when e.Stage == judging && rounds is [.., var open]:
                    rounds[^1] = open with { JudgedAt = fact.At, Passed = true, Found = e.Entry };
                    break;
                default:
                    break;
            }
        }

        rounds.Reverse();
        return rounds;
    }

    private async Task<IReadOnlyList<(string Part, string Words)>> Remarks(CaseEvent fact, CaseAccess access, CancellationToken cancel) =>
        fact is StageSentBack { Remarks: { } remarks } back && access.Process.Stage(back.To) is { } stage
            ? [.. (await words.Read(access.State, remarks, cancel)).Select(w => (Part(stage, w.Key), w.Value))]
            : [];

    private static string Part(Domain.Processes.StageDefinition stage, string part) => stage.Fields.FirstOrDefault(f => f.Id == part) is { } field ? Show.In(field.Label)
        : stage.Files.FirstOrDefault(f => EntryParts.OfFiles(f.Kind) == part) is { } file ? Show.In(file.Label) : part;

    private static string? Answer(StageEntry entry) => entry.Fields.TryGetValue("answerToReview", out var said) ? said.GetString() : null;

    private static string? StageOf(CaseEvent fact) => fact switch { StageAssigned e => e.Stage, StageStarted e => e.Stage, _ => null };

    private static string? Words(RecordedEvent fact) => fact.Event switch
    {
        CaseRejected or StageSentBack or CaseWithdrawn or LatenessTold => fact.Reason,
        TimeAsked e => e.Note,
        TimeProposed e => e.Note,
        TimeAgreed e => e.Note,
        StageRequested e => e.Note,
        StagePaused { Owner: Domain.Clocks.TimeOwner.Customer } e => e.Note,
        _ => null,
    };

    private static string? Told(CaseEvent fact, CaseAccess access, Company company)
    {
        string Stage(string id) => access.Process.Stage(id) is { } stage ? Show.In(stage.Name) : id;
        string Pause(string id) => access.Process.PauseReasons.FirstOrDefault(r => r.Id == id) is { } reason ? Show.In(reason.Name) : id;
        string Time(VisitTime time) => MyTimes.Words(time, access.Now);
        return fact switch
        {
            CaseSubmitted => Text("told.submitted"),
            CaseAccepted => Text("told.accepted"),
            StageAssigned e when company.Staff.TryGetValue(e.Assignee, out var who) => Text("told.assigned", Stage(e.Stage), who.Name),
            StageStarted e => Text("told.started", Stage(e.Stage)),
            StageCompleted e => Text("told.completed", Stage(e.Stage)),
            DefectsFound e => Text("told.defects", Stage(e.Stage)),
            StageSentBack e => Text("told.sent-back", Stage(e.To)),
            StageRequested e => Text("told.requested", Stage(e.Stage)),
            StagePaused e => Text("told.paused", Stage(e.Stage), Pause(e.PauseReason)),
            StageResumed e => Text("told.resumed", Stage(e.Stage)),
            PauseRefused e => Text("told.pause-refused", Stage(e.Stage)),
            YearsAnnounced e => Text("told.years-announced", string.Join(Text("and"), e.Years)),
            StageOffered e => Text("told.offered", Stage(e.Stage)),
            StageSigned e => Text("told.signed", Stage(e.Stage)),
            ServiceNoticeSigned e => Text("told.notice-signed", Stage(e.Stage)),
            TeamNamed e when company.Staff.TryGetValue(e.Team.Lead, out var lead) => Text("told.team", lead.Name),
            OwnerChanged e when company.Staff.TryGetValue(e.Owner, out var owner) => Text("told.owner", owner.Name),
            LatenessTold e => Text("told.late", Show.Instant(e.Expected, access.Now)),
            SetOutForVisit e => Text("told.on-the-way", Stage(e.Stage)),
            CheckedIn e => Text("told.there", Stage(e.Stage)),
            TimeAsked e => Text("told.time-asked", Stage(e.Stage), Time(e.Time)),
            TimeProposed e => Text("told.time-proposed", Stage(e.Stage), Time(e.Time)),
            TimeAgreed e => Text("told.time-agreed", Stage(e.Stage), Time(e.Time)),
            CaseAmended e => Text("told.amended", string.Join(Text("and"), e.Changed.Where(c => Has($"changed.{c}")).Select(c => Text($"changed.{c}")))),
            DocumentAdded e => Text("told.document", access.Process.Documents.FirstOrDefault(d => d.Kind == e.Document.Kind) is { } kind ? Show.In(kind.Label) : e.Document.Kind),
            CaseEnergised => Text("told.energised"),
            CaseArchived => Text("told.archived"),
            CaseWithdrawn => Text("told.withdrawn"),
            CaseRejected => Text("told.rejected"),
            CaseMerged e => Text("told.merged", e.IntoNumber.Value),
            DuplicateTaken e => Text("told.duplicate", e.FromNumber.Value),
            ProcessReassigned => Text("told.reassigned", Show.In(access.Process.Name)),
            _ => null,
        };
    }
}
