using Tongdian.Domain;

namespace Tongdian.Server.Modules.Care;

/// <summary>Every way in which answers can be refused.</summary>
public static class CareErrors
{
    /// <summary>Nobody asked.</summary>
    public static readonly Error NotAsked = new(ErrorKind.NotFound, "follow-up.not-asked");

    /// <summary>They were given already.</summary>
    public static readonly Error Given = new(ErrorKind.Conflict, "follow-up.given");

    /// <summary>Their time is over.</summary>
    public static readonly Error Over = new Error(ErrorKind.Conflict, "follow-up.over").With("status", "410");
}
