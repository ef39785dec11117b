namespace Tongdian.Server.Modules.Notices;

/// <summary>A kind of message: what its template may say, and how it is sent.</summary>
/// <param name="Id">Name of its template.</param>
/// <param name="Fields">What the template may name.</param>
public sealed record NoticeKind(string Id, params IReadOnlyList<string> Fields)
{
    /// <summary>It passes quiet hours: whoever waits for it is awake.</summary>
    public bool Urgent { get; init; }

    /// <summary>It is about the customer's own case, and cannot be declined. What is not carries <c>{stop}</c>, a link that declines with one press, and is never called about.</summary>
    public bool AboutCase { get; init; } = true;

    /// <summary>It is about a moment: when that is over, nobody needs to hear of it any more.</summary>
    public bool Passes { get; init; }

    /// <summary>It asks the customer for something, or to be there: it must not be missed.</summary>
    public bool Asks { get; init; }

    /// <summary>It waits for no other message, and no other for it: a code that somebody asked for just now.</summary>
    public bool OutOfOrder { get; init; }

    /// <summary>What was not sent by then is of no use any more.</summary>
    public TimeSpan Lasts { get; init; } = TimeSpan.FromDays(3);
}

/// <summary>Every kind of message there is.</summary>
public static class NoticeKinds
{
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan HalfDay = TimeSpan.FromHours(4);

    public static readonly NoticeKind AccessCode = new("access-code", "number", "code") { Urgent = true, OutOfOrder = true, Lasts = TimeSpan.FromHours(1) };
    public static readonly NoticeKind OneTimeCode = new("one-time-code", "number", "code") { Urgent = true, OutOfOrder = true, Lasts = Moment };
    public static readonly NoticeKind Submitted = new("submitted", "number", "code", "process", "expected", "owner", "phone", "link") { Urgent = true };
    public static readonly NoticeKind StageFinished = new("stage-finished", "number", "stage", "next", "expected", "owner", "phone", "link");
    public static readonly NoticeKind Energised = new("energised", "number", "owner", "phone", "link");
    public static readonly NoticeKind ExpectedChanged = new("expected-changed", "number", "before", "expected", "owner", "phone", "link");
    public static readonly NoticeKind SchemeWaiting = new("scheme-waiting", "number", "until", "owner", "phone", "link") { Asks = true };
    public static readonly NoticeKind SchemeReminder = new("scheme-reminder", "number", "until", "owner", "phone", "link") { Asks = true, Passes = true };
    public static readonly NoticeKind ContractWaiting = new("contract-waiting", "number", "owner", "phone", "link") { Asks = true };
    public static readonly NoticeKind ReportWaiting = new("report-waiting", "number", "owner", "phone", "link") { Asks = true };
    public static readonly NoticeKind WaitingForYou = new("waiting-for-you", "number", "what", "note", "owner", "phone", "link") { Asks = true };
    public static readonly NoticeKind DefectsFound = new("defects-found", "number", "stage", "owner", "phone", "link") { Asks = true };
    public static readonly NoticeKind DoneAgain = new("done-again", "number", "stage", "reason", "owner", "phone", "link");
    public static readonly NoticeKind VisitProposed = new("visit-proposed", "number", "stage", "time", "owner", "phone", "link") { Asks = true };
    public static readonly NoticeKind VisitAgreed = new("visit-agreed", "number", "stage", "time", "who", "phone", "link") { Asks = true };
    public static readonly NoticeKind VisitTomorrow = new("visit-tomorrow", "number", "stage", "time", "who", "phone", "link") { Asks = true, Passes = true };
    public static readonly NoticeKind PowerTomorrow = new("power-tomorrow", "number", "expected", "owner", "phone", "link") { Passes = true };
    public static readonly NoticeKind OnTheWay = new("on-the-way", "number", "stage", "who", "work", "phone", "link") { Urgent = true, Lasts = HalfDay, Passes = true };
    public static readonly NoticeKind Arrived = new("arrived", "number", "stage", "who", "work", "phone", "link") { Urgent = true, Lasts = HalfDay, Passes = true };
    public static readonly NoticeKind PhotosAdded = new("photos-added", "number", "stage", "link") { Passes = true };
    public static readonly NoticeKind NoShow = new("no-show", "number", "stage") { Urgent = true };
    public static readonly NoticeKind Late = new("late", "number", "reason", "expected", "owner", "phone", "link") { Urgent = true, Asks = true };
    public static readonly NoticeKind Rejected = new("rejected", "number", "reason", "owner", "phone", "link") { Asks = true };
    public static readonly NoticeKind Withdrawn = new("withdrawn", "number");
    public static readonly NoticeKind Merged = new("merged", "number", "into");
    public static readonly NoticeKind EnquiryAsked = new("enquiry-asked", "kind", "number", "code") { Urgent = true };
    public static readonly NoticeKind EnquiryAnswered = new("enquiry-answered", "kind", "number", "answer");
    public static readonly NoticeKind EnquiryCode = new("enquiry-code", "kind", "number", "code") { Urgent = true, OutOfOrder = true, Lasts = TimeSpan.FromHours(1) };
    public static readonly NoticeKind RecoveryBegun = new("recovery-begun", "number", "stage", "recovery", "code", "until", "owner", "phone") { Urgent = true };
    public static readonly NoticeKind RecoveryPlanned = new("recovery-planned", "kind", "number", "measure", "who", "until");
    public static readonly NoticeKind Evaluate = new("evaluate", "number", "stages", "link") { Passes = true, Lasts = TimeSpan.FromDays(7) };
    public static readonly NoticeKind FollowUp = new("follow-up", "number", "owner", "phone", "link") { Asks = true };
    public static readonly NoticeKind Tips = new("tips", "number", "tip", "link", "stop") { AboutCase = false, Passes = true, OutOfOrder = true };
    public static readonly NoticeKind HolidayGreeting = new("holiday-greeting", "holiday", "tip", "stop") { AboutCase = false, Passes = true, OutOfOrder = true };
    public static readonly NoticeKind SeasonTip = new("season-tip", "tip", "stop") { AboutCase = false, Passes = true, OutOfOrder = true };

    /// <summary>All of them, by their names.</summary>
    public static readonly IReadOnlyList<NoticeKind> All =
    [
        AccessCode, OneTimeCode, Submitted, StageFinished, Energised, ExpectedChanged, SchemeWaiting, SchemeReminder, ContractWaiting, ReportWaiting, WaitingForYou, DefectsFound,
        DoneAgain, VisitProposed, VisitAgreed, VisitTomorrow, PowerTomorrow, OnTheWay, Arrived, PhotosAdded, NoShow, Late, Rejected, Withdrawn, Merged,
        EnquiryAsked, EnquiryAnswered, EnquiryCode, RecoveryBegun, RecoveryPlanned, Evaluate, FollowUp, Tips, HolidayGreeting, SeasonTip,
    ];
}
