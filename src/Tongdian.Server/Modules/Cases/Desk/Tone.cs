using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using static Tongdian.Server.Modules.Cases.Desk.DeskTexts;

namespace Tongdian.Server.Modules.Cases.Desk;

/// <summary>A state with its colour, never without its icon and its word.</summary>
public sealed record Tone(string Css, string Icon, string Word)
{
    private const decimal Near = 0.75m;

    /// <summary>Of a stage.</summary>
    public static Tone Of(StageState at) => at.Status switch
    {
        StageStatus.Pending => new Tone("state-idle", "circle-dashed", Text("stage.Pending")),
        StageStatus.AwaitingRequest => new Tone("state-paused", "hourglass", Text("stage.AwaitingRequest")),
        StageStatus.Open or StageStatus.Started when at.Pauses.Length > 0 => new Tone("state-paused", "circle-pause", Text("stage.Paused")),
        StageStatus.Open => new Tone("state-on-time", "circle", Text("stage.Open")),
        StageStatus.Started => new Tone("state-on-time", "play", Text("stage.Started")),
        StageStatus.Completed => new Tone("state-done", "circle-check", Text("stage.Completed")),
        StageStatus.Skipped => new Tone("state-idle", "skip-forward", Text("stage.Skipped")),
        StageStatus.Cancelled => new Tone("state-idle", "ban", Text("stage.Cancelled")),
        _ => throw new InvalidOperationException($"Unknown state {at.Status}"),
    };

    /// <summary>Of a limit.</summary>
    /// <param name="reading">What its clock says.</param>
    /// <param name="goal">The stage with which it is kept.</param>
    public static Tone Of(ClockReading reading, StageState goal) => reading switch
    {
        { BreachedAt: not null, Finished: true } => new Tone("state-late", "triangle-alert", Text("limit.was-late")),
        { BreachedAt: not null } => new Tone("state-late", "triangle-alert", Text("limit.late")),
        { Finished: true } when !goal.Status.IsPassed() => new Tone("state-idle", "ban", Text("limit.ended")),
        { Finished: true } => new Tone("state-done", "circle-check", Text("limit.kept")),
        { Running: false } => new Tone("state-paused", "circle-pause", Text("limit.paused")),
        { Fraction: >= Near } => new Tone("state-near", "alarm-clock", Text("limit.near")),
        _ => new Tone("state-on-time", "clock", Text("limit.on-time")),
    };

    /// <summary>Of a promise.</summary>
    public static Tone Of(PromiseReading promise, CaseOnDesk desk) => Of(promise.Reading, desk.State.Stage(promise.Definition.Until));

    /// <summary>Of a whole case.</summary>
    public static Tone Of(CaseStatus status) => new(
        status switch { CaseStatus.Submitted or CaseStatus.Accepted => "state-on-time", CaseStatus.Energised or CaseStatus.Archived => "state-done", _ => "state-idle" },
        status switch
        {
            CaseStatus.Submitted => "inbox", CaseStatus.Accepted => "play", CaseStatus.Energised => "zap", CaseStatus.Archived => "archive",
            CaseStatus.Withdrawn => "undo-2", CaseStatus.Rejected => "circle-x", CaseStatus.Merged => "git-merge",
            _ => throw new InvalidOperationException($"Unknown state {status}"),
        },
        Resources.PageTexts.Text($"state.{status}"));

    /// <summary>Of a stage with its limit: near or late says more than open.</summary>
    public static Tone Of(StageDefinition stage, CaseOnDesk desk)
    {
        var at = desk.State.Stage(stage.Id);
        return at.Status is StageStatus.Open or StageStatus.Started && at.Pauses.IsEmpty && desk.Clocks.Stage(stage) is { } reading
            && (reading.BreachedAt is not null || reading is { Running: true, Fraction: >= Near })
            ? Of(reading, at)
            : Of(at);
    }
}
