using System.Text.Json;
using System.Text.RegularExpressions;
using Tongdian.Domain;

namespace Tongdian.Server.Platform.Http;

/// <summary>
/// The JSON body of a request. Unlike the framework's own binding it says which field could not be read, in the asker's language.
/// An endpoint takes a <c>Body&lt;T&gt;</c>; OpenAPI shows <c>T</c>.
/// </summary>
public sealed partial class Body<T>
    where T : class
{
    private const string MissingMark = "missing required properties including: ";

    private readonly T? value;
    private readonly Error? error;

    private Body(T? value, Error? error) => (this.value, this.error) = (value, error);

    /// <summary>What was sent, or why it could not be read.</summary>
    public Result<T> Read => error is { } e ? e : value!;

    /// <summary>Called by the framework to bind the parameter.</summary>
    #pragma warning disable CA1000 // The framework looks for the method here.
    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        try
        {
            if (!context.Request.HasJsonContentType())
                return new Body<T>(null, BodyErrors.NotJson);
            var sent = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, ApiJson.Options, context.RequestAborted);
            return sent is null ? new Body<T>(null, BodyErrors.Empty) : new Body<T>(sent, null);
        }
        catch (JsonException e)
        {
            return new Body<T>(null, Missing(e) is { Count: > 0 } missing ? BodyErrors.Incomplete(missing) : BodyErrors.Malformed(Field(e)));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new Body<T>(null, BodyErrors.TooLarge);
        }
    }

    // "$.supply.capacityKw" or "$['a b'][0]" becomes "supply.capacityKw". An unknown member is named in the message only.
    private static string Field(JsonException e)
    {
        var path = (e.Path ?? "$").TrimStart('$').TrimStart('.');
        var unknown = UnknownMember().Match(e.Message);
        return unknown.Success ? (path.Length > 0 ? path : unknown.Groups["name"].Value) : path;
    }

    // "JSON deserialization for type '…' was missing required properties including: 'to', 'reason'."
    private static List<string> Missing(JsonException e)
    {
        var at = e.Message.IndexOf(MissingMark, StringComparison.Ordinal);
        if (at < 0)
            return [];
        var path = (e.Path ?? "$").TrimStart('$').TrimStart('.');
        return [.. Quoted().Matches(e.Message[(at + MissingMark.Length)..]).Select(m => path.Length > 0 ? $"{path}.{m.Groups["name"].Value}" : m.Groups["name"].Value)];
    }

    [GeneratedRegex("'(?<name>[^']{1,100})'", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Quoted();

    [GeneratedRegex("^The JSON property '(?<name>[^']{1,100})' could not be mapped", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex UnknownMember();
}

/// <summary>Ways a body can be unreadable.</summary>
public static class BodyErrors
{
    /// <summary>Not sent as JSON.</summary>
    public static readonly Error NotJson = new Error(ErrorKind.Invalid, "body.not-json").With("status", "415");

    /// <summary>Nothing sent.</summary>
    public static readonly Error Empty = new Error(ErrorKind.Invalid, "body.empty").With("status", "400");

    /// <summary>Larger than any request of this kind needs to be.</summary>
    public static readonly Error TooLarge = new Error(ErrorKind.Invalid, "body.too-large").With("status", "413");

    /// <summary>Something that must be sent was not.</summary>
    public static Error Incomplete(IEnumerable<string> fields) =>
        new Error(ErrorKind.Invalid, "request.invalid").For(fields.Select(f => new FieldError(f, "field.required")));

    /// <summary>Not JSON, or a field has the wrong type or is not known.</summary>
    public static Error Malformed(string field)
    {
        var error = new Error(ErrorKind.Invalid, "body.malformed").With("status", "400");
        return field.Length == 0 ? error : error.For([new FieldError(field, "field.wrong-type")]);
    }
}
