using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Platform.Http;

/// <summary>
/// Refuses a body that says it is too large before any of it is read. The server's own limit would cut the line while an ordinary client is
/// still sending, and it would never read why; so that limit is lifted for the refusal, and what still comes is thrown away.
/// Endpoints with a limit of their own (uploads) see to it themselves.
/// </summary>
public sealed class BodySizes(RequestDelegate next)
{
    /// <summary>No JSON that the platform asks for is larger, in bytes.</summary>
    public const long LargestJson = 1 << 20;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.ContentLength is not > LargestJson || context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null)
            return next(context);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        var refused = PageProblem.WantsPage(context) ? PageProblem.From(BodyErrors.TooLarge, context, context.Request.Path) : Problem.From(BodyErrors.TooLarge);
        return refused.ExecuteAsync(context);
    }
}
