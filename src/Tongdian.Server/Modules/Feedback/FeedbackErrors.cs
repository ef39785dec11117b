using Tongdian.Domain;

namespace Tongdian.Server.Modules.Feedback;

/// <summary>Every way a rating can be refused.</summary>
public static class FeedbackErrors
{
    /// <summary>Nobody asked for it.</summary>
    public static readonly Error NotAsked = new(ErrorKind.NotFound, "evaluation.not-asked");

    /// <summary>It was given already.</summary>
    public static readonly Error Given = new(ErrorKind.Conflict, "evaluation.given");

    /// <summary>Its time is over.</summary>
    public static readonly Error Over = new Error(ErrorKind.Conflict, "evaluation.over").With("status", "410");
}
