namespace Tongdian.Server.Modules.Recognition.Vision;

/// <summary>A model that sees pictures, behind any endpoint that speaks like OpenAI's: section <c>Recognition:Vision</c>. Without address and model there is none.</summary>
/// <param name="Url">Its address, up to and without <c>/chat/completions</c>.</param>
/// <param name="Key">Its key; an endpoint of one's own may need none.</param>
/// <param name="Model">The name of the model there.</param>
/// <param name="Wait">How long an answer may take.</param>
public sealed record VisionSettings(Uri Url, string? Key, string Model, TimeSpan Wait)
{
    internal static VisionSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Recognition:Vision");
        if (section["Url"] is not { Length: > 0 } url || section["Model"] is not { Length: > 0 } model)
            return null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"The setting {section.Path}:Url is no address: {url}");
        return new VisionSettings(address, section["Key"], model, TimeSpan.FromSeconds(section.GetValue("Seconds", 60)));
    }
}
