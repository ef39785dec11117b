namespace Tongdian.Server.Modules.Cases.Photos;

/// <summary>When customers see photographs of the works: the setting <c>Photos:Release</c>.</summary>
public sealed class PhotoSettings(IConfiguration configuration)
{
    /// <summary>A colleague looks at each first (<c>by-hand</c>); otherwise they are there at once (<c>at-once</c>).</summary>
    public bool ByHand { get; } = configuration["Photos:Release"] switch
    {
        null or "" or "at-once" => false,
        "by-hand" => true,
        var other => throw new FormatException($"Photos:Release must be at-once or by-hand, not {other}"),
    };
}
