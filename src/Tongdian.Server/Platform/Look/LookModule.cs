using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Tongdian.Server.Platform.Access;

namespace Tongdian.Server.Platform.Look;

/// <summary>What all pages share: frame and style sheet. The style sheet is part of the program, so no folder has to be found.</summary>
public static class LookModule
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly byte[] Style = ReadStyle();
    private static readonly string Tag = Convert.ToHexStringLower(SHA256.HashData(Style))[..12];

    /// <summary>Where the style sheet is; another one has another address.</summary>
    public static string StyleSheet { get; } = $"/look.css?v={Tag}";

    public static void MapLook(this IEndpointRouteBuilder routes) => routes.MapGet("/look.css", Send).RequireAuthorization(Policies.Anyone);

    /// <summary>Says to the browser that a page runs no scripts, loads nothing from elsewhere, and differs by language.</summary>
    public static void SetPageHeaders(this HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-cache";
        response.Headers.Append(HeaderNames.Vary, "Accept-Language, Cookie");
    }

    private static FileContentHttpResult Send(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(Style, "text/css; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{Tag}\""));
    }

    private static byte[] ReadStyle()
    {
        using var stream = typeof(LookModule).Assembly.GetManifestResourceStream("look.css")
            ?? throw new InvalidOperationException("The style sheet is not in the program");
        var style = new byte[stream.Length];
        stream.ReadExactly(style);
        return style;
    }
}
