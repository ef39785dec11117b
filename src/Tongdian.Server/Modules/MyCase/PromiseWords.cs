using System.Xml;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Look;
using static Tongdian.Server.Modules.MyCase.MyCaseTexts;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>When it will be done, in words: how it stands with the promise, and both readings of it.</summary>
/// <param name="State">Class of its colour.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Head">In a few words.</param>
/// <param name="Lines">Everything else that is to be said.</param>
public sealed record PromiseWords(string State, string Icon, string Head, IReadOnlyList<string> Lines)
{
    private const decimal Near = 0.8m;

    /// <summary>The words for a case; null when it was closed without power.</summary>
    public static PromiseWords? Of(ViewCase.CaseView view, DateTimeOffset now)
    {
        var (promise, limit) = (view.Promise, Show.Limit(view.Promise.Amount, view.Promise.Unit));
        var both = Text("promise.both", Used(promise), limit, Show.Span(XmlConvert.ToTimeSpan(promise.UsedElapsed)));
        if (view.EnergisedAt is { } on)
        {
            return promise.BreachedAt is null
                ? new PromiseWords("state-done", "circle-check", Text("promise.kept", Show.Instant(on, now)), [both])
                : new PromiseWords("state-late", "circle-alert", Text("promise.missed", Show.Instant(on, now), Show.Instant(promise.BreachedAt.Value, now)), [both]);
        }

        if (!view.State.IsRunning())
            return null;
        var expected = view.ExpectedAt is { } at ? Text("promise.expected", Show.Instant(at, now)) : null;
        if (promise.BreachedAt is { } breached)
            return Say("state-late", "circle-alert", Text("promise.late"), Text("promise.late.by", Show.Instant(breached, now), Show.Span(now - breached)), expected, both);
        if (!promise.Running)
            return Say("state-paused", "circle-pause", Text("promise.paused"), Text("promise.paused.why"), expected, both);
        var due = promise.DueAt is { } by ? Text(promise.Provisional ? "promise.due.provisional" : "promise.due", Show.Instant(by, now)) : null;
        // Who sees it coming says so, before it is late.
        if (promise.DueAt < view.ExpectedAt)
            return Say("state-near", "hourglass", Text("promise.tight"), due, expected, both);
        return promise.Fraction >= Near
            ? Say("state-near", "hourglass", Text("promise.near"), due, expected, both)
            : Say("state-on-time", "circle-check", Text("promise.on-time"), due, expected, both);
    }

    private static PromiseWords Say(string state, string icon, string head, params IEnumerable<string?> lines) => new(state, icon, head, [.. lines.OfType<string>()]);

    private static string Used(ViewCase.PromiseView promise) => promise is { Unit: LimitUnit.WorkingDays, CountedDays: { } days }
        ? Show.Limit(days, LimitUnit.WorkingDays)
        : Show.Span(XmlConvert.ToTimeSpan(promise.UsedByUtility));
}
