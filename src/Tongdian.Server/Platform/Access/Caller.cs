using Tongdian.Server.Modules.People;

namespace Tongdian.Server.Platform.Access;

/// <summary>Who asks, whatever way they came: a program, a page, a live page.</summary>
/// <param name="Staff">The colleague; null for everybody else.</param>
/// <param name="AccessCode">The access code that was shown, if any.</param>
/// <param name="Visitor">Where from: whoever tries many codes is slowed down by it.</param>
public sealed record Caller(StaffMember? Staff, string? AccessCode, string Visitor)
{
    /// <summary>A colleague who is signed in.</summary>
    public static Caller Of(StaffMember staff) => new(staff, null, "");

    /// <summary>Somebody with the access code of a case.</summary>
    public static Caller With(string? accessCode, HttpContext http) => new(null, accessCode, http.Connection.RemoteIpAddress?.ToString() ?? "");
}
