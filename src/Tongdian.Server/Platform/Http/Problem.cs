using System.Globalization;
using System.Net;
using System.Text.Json.Serialization;
using Tongdian.Domain;
using Tongdian.Server.Resources;

namespace Tongdian.Server.Platform.Http;

/// <summary>The one place where an expected failure becomes an answer: RFC 9457 problem details in the asker's language, with a stable code.</summary>
public static class Problem
{
    /// <summary>The answer for an error.</summary>
    public static IResult From(Error error) => From(error, null);

    /// <summary>The answer for an error.</summary>
    /// <param name="error">What was refused.</param>
    /// <param name="more">What helps besides, by name.</param>
    public static IResult From(Error error, Dictionary<string, object>? more)
    {
        var status = Status(error);
        var problem = new ProblemDocument(
            $"https://tongdian.example/problems/{error.Code}",
            ErrorTexts.Title(error.Code),
            status,
            ErrorTexts.Detail(error.Code, error.Values),
            error.Code,
            error.Fields.IsEmpty
                ? null
                : error.Fields.GroupBy(f => f.Field, StringComparer.Ordinal)
                    .ToDictionary(g => g.Key, g => g.Select(f => ErrorTexts.Line(f.Code, f.Values)).ToArray(), StringComparer.Ordinal),
            error.Fields.IsEmpty
                ? null
                : error.Fields.GroupBy(f => f.Field, StringComparer.Ordinal)
                    .ToDictionary(g => g.Key, g => g.Select(f => f.Code).ToArray(), StringComparer.Ordinal))
        {
            More = more,
        };
        return new ProblemResult(problem, error.Values.GetValueOrDefault("retryAfter"));
    }

    /// <summary>The value as JSON, or the answer for the error.</summary>
    public static IResult Or<T>(Result<T> result) => result.Failed(out var error, out var value) ? From(error) : TypedResults.Ok(value);

    /// <summary>A simple refusal at the edge.</summary>
    public static Error At(HttpStatusCode status, string code) =>
        new Error(ErrorKind.Invalid, code).With("status", ((int)status).ToString(CultureInfo.InvariantCulture));

    /// <summary>The status of an error.</summary>
    internal static int Status(Error error) =>
        error.Values.TryGetValue("status", out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var status) ? status : error.Kind switch
        {
            ErrorKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            ErrorKind.NotFound => StatusCodes.Status404NotFound,
            ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
            ErrorKind.Conflict => StatusCodes.Status409Conflict,
            ErrorKind.Stale => StatusCodes.Status412PreconditionFailed,
            _ => throw new InvalidOperationException($"Unknown kind {error.Kind}"),
        };

    private sealed class ProblemResult(ProblemDocument problem, string? retryAfter) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => problem.Status;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = problem.Status;
            if (retryAfter is not null)
                httpContext.Response.Headers.RetryAfter = retryAfter;
            return httpContext.Response.WriteAsJsonAsync(problem, ApiJson.Options, "application/problem+json", httpContext.RequestAborted);
        }
    }
}

/// <summary>Problem details with the stable code, and per field the texts and their codes.</summary>
public sealed record ProblemDocument(
    string Type, string Title, int Status, string Detail, string Code,
    IReadOnlyDictionary<string, string[]>? Errors, IReadOnlyDictionary<string, string[]>? ErrorCodes)
{
    /// <summary>What helps besides, by name.</summary>
    [JsonExtensionData]
    public Dictionary<string, object>? More { get; init; }
}
