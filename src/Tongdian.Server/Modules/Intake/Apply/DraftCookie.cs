namespace Tongdian.Server.Modules.Intake.Apply;

/// <summary>The newest draft of a browser, so that its owner can go on without the link.</summary>
internal static class DraftCookie
{
    private const string Name = "draft";

    public static string? Read(HttpContext http) => http.Request.Cookies[Name];

    public static void Remember(HttpContext http, string token) => http.Response.Cookies.Append(Name, token, new CookieOptions
    {
        MaxAge = Drafts.Lasts, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, IsEssential = true,
    });

    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(Name);
}
