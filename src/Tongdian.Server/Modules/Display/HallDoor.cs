using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Display;

/// <summary>Whether a browser is a screen of an office: by the token in the address the first time, by the cookie from then on.</summary>
public sealed class HallDoor(IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    private const string Cookie = "hall";
    private const int LongestToken = 100;

    // Browsers keep none for longer; every opening begins it anew.
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(400);

    /// <summary>The hash of the token that the browser keeps for the office; null when it has none.</summary>
    public static string? Shown(HttpContext http) => http.Request.Cookies[Cookie] is { Length: > 0 and <= LongestToken } kept ? HallScreen.HashOf(kept) : null;

    /// <summary>Whether a token opens the office's display; from now on the browser keeps it, for that office only.</summary>
    public async Task<bool> Open(HttpContext http, string office, string? token)
    {
        if ((token ?? http.Request.Cookies[Cookie]) is not { Length: > 0 and <= LongestToken } shown)
            return false;
        var (hash, now) = (HallScreen.HashOf(shown), time.GetUtcNow());
        await using var context = await contexts.CreateDbContextAsync(http.RequestAborted);
        if (await context.Set<HallScreen>().Where(s => s.TokenHash == hash && s.Office == office && s.RevokedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.OpenedAt, now), http.RequestAborted) == 0)
            return false;
        http.Response.Cookies.Append(Cookie, shown, new CookieOptions
        {
            Path = $"/hall/{office}", MaxAge = Lasts, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, IsEssential = true,
        });
        return true;
    }
}
