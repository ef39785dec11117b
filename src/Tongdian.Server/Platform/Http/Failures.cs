using System.Net;
using System.Diagnostics;
using Tongdian.Domain;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Http;

/// <summary>
/// The last net: what nobody expected is logged whole and answered with a code and a trace id, never with a stack trace. It also gives a body
/// to refusals of the framework that have none (no such path, wrong method, wrong media type). That the database is away or a disk full is nobody's
/// mistake: the asker is told to come again.
/// </summary>
public sealed partial class Failures(RequestDelegate next, ILogger<Failures> logger)
{
    // Seconds.
    private const string RetryAfter = "2";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Answer(context, Problem.At((HttpStatusCode)e.StatusCode, e.StatusCode == 413 ? "body.too-large" : "request.malformed"));
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted && Outage.Is(e))
        {
            Away(logger, context.Request.Method, context.GetEndpoint()?.DisplayName ?? "", e.GetBaseException().Message);
            context.Response.Clear();
            await Answer(context, new Error(ErrorKind.Invalid, OnlyLooks.Is(context) ? "storage.away" : "storage.unsure").With("status", "503").With("retryAfter", RetryAfter));
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var trace = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
            Unexpected(logger, e, context.Request.Method, context.GetEndpoint()?.DisplayName ?? "", trace);
            context.Response.Clear();
            await Answer(context, new Error(ErrorKind.Invalid, "unexpected").With("status", "500").With("trace", trace));
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            var code = context.Response.StatusCode switch
            {
                StatusCodes.Status404NotFound => "path.not-found",
                StatusCodes.Status405MethodNotAllowed => "path.method-not-allowed",
                StatusCodes.Status415UnsupportedMediaType when context.Request.Path.StartsWithSegments("/api/v1/files", StringComparison.OrdinalIgnoreCase) => "file.missing",
                StatusCodes.Status415UnsupportedMediaType => "body.not-json",
                _ => "request.malformed",
            };
            await Answer(context, Problem.At((HttpStatusCode)context.Response.StatusCode, code));
        }
    }

    private static Task Answer(HttpContext context, Error error) =>
        (PageProblem.WantsPage(context) ? PageProblem.From(error, context) : Problem.From(error)).ExecuteAsync(context);

    // The path itself is not logged: it carries a case number.
    [LoggerMessage(LogLevel.Error, "Unexpected failure in {Method} {Endpoint}, trace {Trace}")]
    private static partial void Unexpected(ILogger logger, Exception e, string method, string endpoint, string trace);

    [LoggerMessage(LogLevel.Warning, "Data cannot be read or written now, {Method} {Endpoint} was put off: {Why}")]
    private static partial void Away(ILogger logger, string method, string endpoint, string why);
}
