using System.Security.Claims;

namespace Tongdian.Server.Modules.Files;

/// <summary>Who sends or reads a file. Customers do not sign in; whoever has is staff.</summary>
internal sealed record Reader(string Name, bool IsStaff)
{
    public static Reader Of(HttpContext http) => http.User.Identity is { IsAuthenticated: true }
        ? new Reader(http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("A user without an id"), true)
        : new Reader(StoredFile.Anonymous, false);
}
