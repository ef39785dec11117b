using Microsoft.AspNetCore.Localization;

namespace Tongdian.Server.Platform.Http;

/// <summary>
/// The language that a person chose with <c>?lang=</c>, remembered in a cookie. Pages only: an answer of the API follows from its own request,
/// never from what the browser has kept.
/// </summary>
public sealed class LanguageChoice : RequestCultureProvider
{
    private const string Name = "lang";

    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        if (httpContext.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            return NullProviderCultureResult;
        if (Known(httpContext.Request.Query[Name]) is { } chosen)
        {
            httpContext.Response.Cookies.Append(Name, chosen, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = httpContext.Request.IsHttps, IsEssential = true,
            });
            return Task.FromResult<ProviderCultureResult?>(new(chosen));
        }

        return Known(httpContext.Request.Cookies[Name]) is { } remembered
            ? Task.FromResult<ProviderCultureResult?>(new(remembered))
            : NullProviderCultureResult;
    }

    private static string? Known(string? language) => Language.Supported.FirstOrDefault(s => s.Equals(language, StringComparison.OrdinalIgnoreCase));
}
