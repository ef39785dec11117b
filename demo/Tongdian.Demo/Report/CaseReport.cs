using Tongdian.Demo.Api;

namespace Tongdian.Demo.Report;

/// <summary>What a case came to, as the platform tells it.</summary>
internal sealed record CaseReport(ProcessView Process, ProcessView English, CaseView Case, List<EventView> Events, int Refused)
{
    /// <summary>It went all the way.</summary>
    public bool Archived => Case is { State: "archived", EnergisedAt: not null };

    /// <summary>Photographs that the case holds.</summary>
    public int Photos => Case.Files.Count(f => f.MediaType == "image/jpeg");

    /// <summary>Stages that were finished late.</summary>
    public int Late => Case.Stages.Count(s => OnTime(s) == false);

    /// <summary>Whether a stage was finished in its limit; null when it has none or is not finished.</summary>
    public static bool? OnTime(CaseStageView stage) =>
        stage is not { FinishedAt: { } finished, DueAt: { } due } ? null : stage.BreachedAt is null && finished <= due;

    /// <summary>Who finished a stage last.</summary>
    public string Who(CaseStageView stage)
    {
        var done = Events.FindLast(e => e.Kind == "stage-completed" && e.Stage == stage.Id);
        return done?.By switch
        {
            "staff" => done.ByName ?? "?",
            "customer" => "客户 customer",
            "system" => "系统 online check",
            _ => stage.Responsible?.Name ?? "—",
        };
    }

    /// <summary>How often a stage was done.</summary>
    public int Rounds(string stage) => Events.Count(e => (e.Kind is "stage-completed" or "defects-found") && e.Stage == stage)
        + Events.Count(e => e.Kind == "stage-sent-back" && e.Stage == stage && !Events.Exists(d => d.Kind == "defects-found" && d.Version == e.Version));

    /// <summary>How long somebody had a stage, from each opening (or request) to its end.</summary>
    public TimeSpan Taken(string stage)
    {
        var (total, since) = (TimeSpan.Zero, (DateTimeOffset?)null);
        foreach (var fact in Events)
        {
            var sentBack = fact.Kind == "stage-sent-back" && fact.Data?["reset"]?.AsArray().Any(r => (string?)r == stage) == true;
            if (fact.Stage == stage && (fact.Kind is "stage-entered" or "stage-requested"))
                since = fact.At;
            else if (since is { } from && (sentBack || (fact.Stage == stage && (fact.Kind is "stage-completed" or "defects-found"))))
                (total, since) = (total + (fact.At - from), null);
        }

        return total;
    }

    /// <summary>The earliest moment for a stage that waits for its day.</summary>
    public DateTimeOffset? NotBefore(string stage) =>
        Events.FindLast(e => e.Kind == "stage-entered" && e.Stage == stage)?.Data?["notBefore"]?.GetValue<DateTimeOffset>();
}
