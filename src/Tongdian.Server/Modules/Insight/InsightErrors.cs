using Tongdian.Domain;

namespace Tongdian.Server.Modules.Insight;

/// <summary>Ways in which something about a review can be refused.</summary>
internal static class InsightErrors
{
    /// <summary>No review of that week was made.</summary>
    public static readonly Error ReviewUnknown = new(ErrorKind.NotFound, "review.unknown");

    /// <summary>No such action in that review.</summary>
    public static readonly Error ActionUnknown = new(ErrorKind.NotFound, "review.action-unknown");

    /// <summary>Somebody said already that it is done.</summary>
    public static readonly Error ActionDone = new(ErrorKind.Conflict, "review.action-done");

    /// <summary>The review has no such figure.</summary>
    public static readonly FieldError FigureUnknown = new("figure", "review.figure-unknown");

    public static Error Invalid(IEnumerable<FieldError> faults) => new Error(ErrorKind.Invalid, "request.invalid").For(faults);
}
