using Tongdian.Domain;

namespace Tongdian.Server.Modules.Display;

/// <summary>What can be refused about hall displays.</summary>
internal static class DisplayErrors
{
    /// <summary>The screen has no token, or one that was revoked or is another office's.</summary>
    public static readonly Error Closed = new(ErrorKind.Forbidden, "hall.closed");

    /// <summary>There is no such screen.</summary>
    public static readonly Error ScreenUnknown = new(ErrorKind.NotFound, "hall-screen.unknown");
}
