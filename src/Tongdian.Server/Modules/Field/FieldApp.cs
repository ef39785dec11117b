using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Field;

/// <summary>
/// Gives out the field app as it was built: what has a hash in its name is kept by browsers for ever, the rest is asked for again. What was compressed
/// when it was built goes out so. A path that is no file is a page of the app.
/// </summary>
public sealed class FieldApp(SurveyTableFile tables)
{
    private const string Index = "index.html";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "field");

    private static readonly FileExtensionContentTypeProvider Types = new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8", [".js"] = "text/javascript; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".svg"] = "image/svg+xml", [".png"] = "image/png",
        [".json"] = "application/json; charset=utf-8", [".webmanifest"] = "application/manifest+json", [".wasm"] = "application/wasm", [".dat"] = "application/octet-stream",
    });

    // Found once: the files do not change while the program runs.
    private readonly Dictionary<string, string> files = Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(Folder, f).Replace('\\', '/'), StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The tables of the calculation.</summary>
    public IResult Tables() => Results.Text(tables.Json, "application/json; charset=utf-8");

    /// <summary>A file of the app.</summary>
    public IResult Give(string? path, HttpContext http)
    {
        var name = string.IsNullOrEmpty(path) ? Index : path;
        if (!files.ContainsKey(name) && Path.HasExtension(name))
            return Problem.From(Files.FileErrors.NotFound);
        if (!files.ContainsKey(name))
            name = Index;
        if (!files.TryGetValue(name, out var file) || !Types.TryGetContentType(name, out var type))
            return Problem.From(Files.FileErrors.NotFound);
        var headers = http.Response.Headers;
        headers.CacheControl = name.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (name == Index)
            http.Response.SetAppHeaders();
        if (http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal) && files.TryGetValue(name + ".br", out var brotli))
        {
            headers.ContentEncoding = "br";
            file = brotli;
        }

        return Results.File(file, type, lastModified: new DateTimeOffset(File.GetLastWriteTimeUtc(file)));
    }
}
