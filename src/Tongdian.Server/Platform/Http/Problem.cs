using System.Globalization;
using Tongdian.Domain;

namespace Tongdian.Server.Platform.Http;

/// <summary>How an expected refusal looks on the wire (RFC 9457).</summary>
public static class Problem
{
    /// <summary>Problem details with the stable code; a <c>status</c> among the values goes before the kind.</summary>
    public static IResult From(Error error) => TypedResults.Problem(
        statusCode: error.Values.TryGetValue("status", out var status) ? int.Parse(status, CultureInfo.InvariantCulture) : Status(error.Kind),
        extensions: new Dictionary<string, object?>
        {
            ["code"] = error.Code,
            ["values"] = error.Values.Remove("status"),
            ["errors"] = error.Fields.GroupBy(f => f.Field).ToDictionary(f => f.Key, f => f.Select(e => e.Code).ToArray()),
        });

    private static int Status(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Stale => StatusCodes.Status412PreconditionFailed,
        _ => throw new InvalidOperationException($"Unknown kind of error {kind}"),
    };
}
