namespace Tongdian.Server.Platform.Look;

/// <summary>Elderly mode: larger text, fewer things, reading aloud. Chosen with <c>?elderly=1</c> or <c>0</c> and remembered in a cookie.</summary>
public static class PageMode
{
    private const string Name = "elderly";

    /// <summary>Whether this page is shown in elderly mode.</summary>
    public static bool IsElderly(HttpContext http) => (http.Request.Query[Name].ToString() is { Length: > 0 } asked ? asked : http.Request.Cookies[Name]) == "1";

    /// <summary>The address of this page in the other mode.</summary>
    public static string Other(HttpContext http) => With(http, Name, IsElderly(http) ? "0" : "1");

    /// <summary>The address of this page with one more thing in its query.</summary>
    public static string With(HttpContext http, string name, string value)
    {
        // A page that answered to a sent form is shown by asking for it anew.
        var kept = http.Request.Query.Where(q => q.Key != name).Select(q => KeyValuePair.Create(q.Key, q.Value.ToString()));
        return QueryString.Create(kept.Append(new(name, value))!).ToString();
    }

    internal static Task Remember(HttpContext context, RequestDelegate next)
    {
        var chosen = context.Request.Query[Name].ToString();
        if (chosen is "0" or "1" && !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Cookies.Append(Name, chosen, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true,
            });
        }

        return next(context);
    }
}
