using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Look.Live;

namespace Tongdian.Server.Platform.Look;

/// <summary>What all pages share: frames, style sheets, scripts. They are part of the program, so no folder has to be found.</summary>
public static class LookModule
{
    private const string Prefix = "browser/";

    private static readonly FrozenDictionary<string, BrowserFile> Files = typeof(LookModule).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(n => n[Prefix.Length..], Read, StringComparer.Ordinal);

    /// <summary>Where a style sheet or script is; another content has another address.</summary>
    public static string Address(string name) => $"/{Prefix}{name}?v={Files[name].Tag}";

    /// <summary>A style sheet or script itself, for a page that is taken elsewhere.</summary>
    public static string Content(string name) => System.Text.Encoding.UTF8.GetString(Files[name].Content);

    public static void AddLook(this IServiceCollection services)
    {
        services.AddSingleton<CompanyCard>();
        services.AddSingleton<CaseKeys>();
        services.AddSingleton<CaseLinks>();
        services.AddSingleton<DrawLive>();
        services.AddAntiforgery(o => (o.Cookie.Name, o.Cookie.SecurePolicy, o.SuppressXFrameOptionsHeader) = ("page", CookieSecurePolicy.SameAsRequest, true));
    }

    public static void MapLook(this IEndpointRouteBuilder routes) => routes.MapGet($"/{Prefix}{{name}}", Send).RequireAuthorization(Policies.Anyone);

    /// <summary>Says to the browser that a page loads nothing from elsewhere, speaks with nobody else, and differs by language.</summary>
    public static void SetPageHeaders(this HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        response.Headers.CacheControl = "no-cache";
        response.Headers.Append(HeaderNames.Vary, "Accept-Language, Cookie");
    }

    /// <summary>The same for a live page, whose components write their own styles and speak over a socket.</summary>
    public static void SetDeskHeaders(this HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers.Append(HeaderNames.Vary, "Accept-Language, Cookie");
    }

    /// <summary>The same for the app on site, whose rules are compiled for the browser and whose photographs lie in its memory.</summary>
    public static void SetAppHeaders(this HttpResponse response) => response.Headers.ContentSecurityPolicy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static IResult Send(string name, HttpContext http)
    {
        if (!Files.TryGetValue(name, out var file))
            return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var small = http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (small)
            http.Response.Headers.ContentEncoding = "br";
        return Results.Bytes(small ? file.Compressed : file.Content, file.MediaType, entityTag: new EntityTagHeaderValue($"\"{file.Tag}\""));
    }

    private static BrowserFile Read(string resource)
    {
        using var stream = typeof(LookModule).Assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize))
            brotli.Write(content);
        var type = resource.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
        return new BrowserFile(content, compressed.ToArray(), type, Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
    }

    private sealed record BrowserFile(byte[] Content, byte[] Compressed, string MediaType, string Tag);
}
