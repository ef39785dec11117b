using Tongdian.Domain;

namespace Tongdian.Server.Modules.Opinions;

/// <summary>Ways in which something about the opinion library can be refused.</summary>
internal static class OpinionErrors
{
    /// <summary>There is no such topic.</summary>
    public static readonly Error TopicUnknown = new(ErrorKind.NotFound, "opinion.topic-unknown");

    /// <summary>There is no such improvement of that topic.</summary>
    public static readonly Error ImprovementUnknown = new(ErrorKind.NotFound, "opinion.improvement-unknown");

    /// <summary>Somebody said already that it is done.</summary>
    public static readonly Error ImprovementDone = new(ErrorKind.Conflict, "opinion.improvement-done");

    public static Error Invalid(IEnumerable<FieldError> faults) => new Error(ErrorKind.Invalid, "request.invalid").For(faults);
}
