using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Tongdian.Domain;
using Tongdian.Server.Platform.Access;

namespace Tongdian.Server.Platform.Http;

/// <summary>
/// A form that a page sent. What was entered is here even when it may not be acted on (<see cref="Refusal"/>): the page is shown again with it, so
/// that a session that ended or a page from yesterday costs nobody a word.
/// </summary>
public sealed class PageForm
{
    /// <summary>Field with the key under which the form has its effect once.</summary>
    public const string OnceField = "once";

    /// <summary>Field with the version of the case that the form was made from.</summary>
    public const string VersionField = "version";

    /// <summary>Largest form, pictures included, in bytes.</summary>
    public const long Largest = 64L << 20;

    private const int LongestKey = 100;

    private static readonly Error Unreadable = new Error(ErrorKind.Invalid, "page.unreadable").With("status", "400");
    private static readonly Error SentFromElsewhere = new Error(ErrorKind.Invalid, "page.sent-again").With("status", "400");

    private readonly IFormCollection form;

    private PageForm(IFormCollection form, Error? refusal, string path) => (this.form, Refusal, Path) = (form, refusal, path);

    /// <summary>Why the form may not be acted on: it could not be read, or its token does not hold any more. The page is shown again and says so.</summary>
    public Error? Refusal { get; }

    /// <summary>Everything that was sent is here, whether its token still holds or not: enough for a page whose address is a secret of its own.</summary>
    public bool CameWhole => Refusal?.Code != Unreadable.Code;

    /// <summary>The files that came with it.</summary>
    public IFormFileCollection Files => form.Files;

    /// <summary>The names of what was entered.</summary>
    public ICollection<string> Names => form.Keys;

    private string Path { get; }

    /// <summary>What was entered, trimmed; null when nothing was.</summary>
    public string? this[string name] => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Everything entered under one name: boxes that were ticked.</summary>
    public StringValues All(string name) => form[name];

    /// <summary>The version of the case that the page showed.</summary>
    public Result<int> Version => int.TryParse(this[VersionField], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        ? version
        : AccessErrors.VersionRequired;

    /// <summary>The form's key with what was entered, so that a second press or a second tab changes nothing more.</summary>
    public OnceKey? Once => this[OnceField] is { Length: <= LongestKey } key && !key.Any(char.IsControl) ? new OnceKey(key, Hash()) : null;

    /// <summary>Reads the form of a request.</summary>
    public static async Task<PageForm> Read(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        try
        {
            var sent = await http.Request.ReadFormAsync(http.RequestAborted);
            var held = await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
            return new PageForm(sent, held ? null : SentFromElsewhere, path);
        }
        catch (Exception broken) when (broken is InvalidDataException or BadHttpRequestException or IOException or InvalidOperationException)
        {
            return new PageForm(FormCollection.Empty, Unreadable, path);
        }
    }

    internal static void Configure(FormOptions options) =>
        (options.MultipartBodyLengthLimit, options.ValueLengthLimit, options.ValueCountLimit) = (Largest, 16 << 20, 2000);

    private byte[] Hash()
    {
        var said = new StringBuilder(Path).Append('\n');
        foreach (var (name, value) in form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal))
            said.Append(name).Append('=').Append(value).Append('\n');
        foreach (var file in form.Files)
            said.Append(file.Name).Append(':').Append(file.FileName).Append(':').Append(file.Length).Append('\n');
        return SHA256.HashData(Encoding.UTF8.GetBytes(said.ToString()));
    }
}
