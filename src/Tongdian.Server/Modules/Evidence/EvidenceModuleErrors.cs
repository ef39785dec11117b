using Tongdian.Domain;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>Ways in which there is no receipt.</summary>
public static class EvidenceModuleErrors
{
    /// <summary>The case has no such entry, or it has no proof: it waits for its place, or was destroyed with the person.</summary>
    public static readonly Error NoProof = new(ErrorKind.NotFound, "evidence.no-proof");

    /// <summary>There is no log to close: nothing was kept outside the database.</summary>
    public static readonly Error NothingKept = new(ErrorKind.Conflict, "evidence.nothing-kept");

    /// <summary>The new log has the name of the old one.</summary>
    public static readonly Error SameName = new(ErrorKind.Conflict, "evidence.same-name");

    /// <summary>The database has a log that is neither the one that was kept nor the new one.</summary>
    public static readonly Error OtherLog = new(ErrorKind.Conflict, "evidence.other-log");

    /// <summary>The database has other entries than those that were given out.</summary>
    public static readonly Error Altered = new(ErrorKind.Conflict, "evidence.altered");
}
