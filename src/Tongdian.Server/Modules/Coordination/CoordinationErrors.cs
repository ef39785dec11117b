using Tongdian.Domain;

namespace Tongdian.Server.Modules.Coordination;

/// <summary>What can be refused in the coordination centre.</summary>
internal static class CoordinationErrors
{
    /// <summary>No round was held at that hour.</summary>
    public static readonly Error RoundUnknown = new(ErrorKind.NotFound, "round.unknown");

    /// <summary>The round is closed; what is left is in the next one.</summary>
    public static readonly Error RoundClosed = new(ErrorKind.Conflict, "round.closed");

    /// <summary>The stage is not in the round, or in a region of somebody else.</summary>
    public static readonly Error ItemUnknown = new(ErrorKind.NotFound, "round.item-unknown");

    /// <summary>There is a cause of this code.</summary>
    public static readonly Error CauseTaken = new(ErrorKind.Conflict, "cause.taken");
}
