namespace Tongdian.Server.Platform.Http;

/// <summary>Marks what is posted because of what is in it, and changes nothing that could be lost.</summary>
public sealed class OnlyLooks
{
    /// <summary>The mark.</summary>
    public static readonly OnlyLooks Here = new();

    private OnlyLooks()
    {
    }

    /// <summary>Whether a request only looks.</summary>
    public static bool Is(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<OnlyLooks>() is not null;
}
