namespace Tongdian.Server.Platform.Http;

/// <summary>Marks a form that is posted because what is in it is nobody's business, and that changes nothing.</summary>
public sealed class OnlyLooks
{
    /// <summary>The mark.</summary>
    public static readonly OnlyLooks Here = new();

    private OnlyLooks()
    {
    }

    /// <summary>Whether a request changes nothing.</summary>
    public static bool Is(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<OnlyLooks>() is not null;
}
