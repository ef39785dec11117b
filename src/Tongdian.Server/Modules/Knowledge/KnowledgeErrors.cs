using Tongdian.Domain;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>Ways in which something about an article can be refused.</summary>
internal static class KnowledgeErrors
{
    /// <summary>No such article, or none for the asker.</summary>
    public static readonly Error Unknown = new(ErrorKind.NotFound, "knowledge.unknown");

    /// <summary>No such version, or it does not wait.</summary>
    public static readonly Error NothingWaits = new(ErrorKind.Conflict, "knowledge.nothing-waits");

    /// <summary>Somebody else wrote a version meanwhile; nothing of either is lost.</summary>
    public static readonly Error Newer = new(ErrorKind.Stale, "knowledge.newer");

    /// <summary>Who wrote it does not judge it.</summary>
    public static readonly Error OwnVersion = new(ErrorKind.Forbidden, "knowledge.own-version");

    /// <summary>Only managers, coordinators and administrators judge.</summary>
    public static readonly Error NotReviewer = new(ErrorKind.Forbidden, "knowledge.not-reviewer");

    /// <summary>It says what the newest version says.</summary>
    public static readonly Error NoChange = new(ErrorKind.Conflict, "knowledge.no-change");

    /// <summary>It is not published.</summary>
    public static readonly Error NotPublished = new(ErrorKind.Conflict, "knowledge.not-published");

    /// <summary>There is no such topic.</summary>
    public static readonly FieldError TopicUnknown = new("topic", "knowledge.topic-unknown");

    public static Error Invalid(params IEnumerable<FieldError> faults) => new Error(ErrorKind.Invalid, "request.invalid").For(faults);
}
