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

    /// <summary>It is there already: nothing would change.</summary>
    public static readonly Error NothingToChange = new(ErrorKind.Invalid, "enquiry.nothing-to-change");
}
