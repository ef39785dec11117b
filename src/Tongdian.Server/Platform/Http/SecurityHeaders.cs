namespace Tongdian.Server.Platform.Http;

/// <summary>
/// What every answer says to the browser: nothing is sniffed, framed or referred to; what is no page loads nothing and runs nothing; what the API answered
/// is kept by nobody in between. An answer that knows better has said so before.
/// </summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    // A browser shows a picture that is opened by itself on a page of its own making, with styles in it.
    private const string Picture = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    // What a worker's script may do is said with the script: that of the field app fetches what the app needs without network, and runs the compiled rules.
    private const string Worker = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'";

    // The reference of the API is written with scripts and styles in the page; whoever reads it is known to nobody there.
    private const string Reference =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: what failed has its headers taken away on the way.
        context.Response.OnStarting(static state => Say((HttpContext)state), context);
        return next(context);
    }

    private static Task Say(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()";
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = Of(context);
        if (headers.CacheControl.Count == 0 && context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            headers.CacheControl = "no-store";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        return Task.CompletedTask;
    }

    private static string Of(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/scalar", StringComparison.OrdinalIgnoreCase) ? Reference
        : context.Request.Path.StartsWithSegments("/field", StringComparison.OrdinalIgnoreCase) ? Worker
        : context.Response.ContentType?.StartsWith("image/", StringComparison.Ordinal) == true ? Picture
        : Nothing;
}
