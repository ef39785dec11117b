namespace Tongdian.Domain.Enquiries;

/// <summary>Every way a command on an enquiry can be refused.</summary>
public static class EnquiryErrors
{
    /// <summary>There is none, or not one that the asker may see.</summary>
    public static readonly Error NotFound = new(ErrorKind.NotFound, "enquiry.not-found");

    /// <summary>The actor does not deal with it.</summary>
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "enquiry.not-allowed");

    /// <summary>It is closed.</summary>
    public static readonly Error Closed = new(ErrorKind.Conflict, "enquiry.closed");

    /// <summary>The customer has no answer yet.</summary>
    public static readonly Error NotAnswered = new(ErrorKind.Conflict, "enquiry.not-answered");

    /// <summary>The customer has said already whether it was answered.</summary>
    public static readonly Error AlreadyJudged = new(ErrorKind.Conflict, "enquiry.already-judged");

    /// <summary>The actor has it already.</summary>
    public static readonly Error AlreadyTaken = new(ErrorKind.Conflict, "enquiry.already-taken");

    /// <summary>Only a recovery has a plan.</summary>
    public static readonly Error NoRecovery = new(ErrorKind.Conflict, "enquiry.no-recovery");

    /// <summary>It has a plan; another comes when the customer was not satisfied with it.</summary>
    public static readonly Error AlreadyPlanned = new(ErrorKind.Conflict, "enquiry.already-planned");

    /// <summary>It must have a plan first.</summary>
    public static readonly Error NotPlanned = new(ErrorKind.Conflict, "enquiry.not-planned");

    /// <summary>The plan ends in the past, or more than <see cref="EnquiryDecisions.MostPlannedDays"/> days ahead.</summary>
    public static readonly Error PlanDay = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("until", "enquiry.plan-day")]);

    /// <summary>A recovery is over when the customer says so, or cannot be reached.</summary>
    public static readonly Error OnlyTheCustomerEnds = new(ErrorKind.Conflict, "enquiry.only-the-customer-ends");

    /// <summary>It was not tried often enough to say that somebody cannot be reached.</summary>
    public static readonly Error TooFewCalls = new(ErrorKind.Conflict, "enquiry.too-few-calls");

    /// <summary>It is there already: nothing would change.</summary>
    public static readonly Error NothingToChange = new(ErrorKind.Invalid, "enquiry.nothing-to-change");
}
