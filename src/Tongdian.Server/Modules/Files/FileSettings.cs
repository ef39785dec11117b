namespace Tongdian.Server.Modules.Files;

/// <summary>Bounds and places of files: section <c>Files</c> of the configuration.</summary>
public sealed record FileSettings
{
    /// <summary>Folder of the disk store and of files on their way in.</summary>
    public required string Folder { get; init; }

    /// <summary>Largest JPEG or PNG, in bytes.</summary>
    public long MaxImageBytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>Largest PDF, in bytes.</summary>
    public long MaxPdfBytes { get; init; } = 50 * 1024 * 1024;

    /// <summary>Most pixels of a picture, in millions.</summary>
    public int MaxMegapixels { get; init; } = 100;

    /// <summary>Longest side of a picture, in pixels.</summary>
    public int MaxSide { get; init; } = 20_000;

    /// <summary>Longest side of the derived copy, in pixels.</summary>
    public int ViewSide { get; init; } = 1600;

    /// <summary>How long a file waits for a case to take it.</summary>
    public TimeSpan Quarantine { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Where the S3-compatible store is; null: files lie on the disk.</summary>
    public S3Settings? S3 { get; init; }

    internal string Incoming => Path.Combine(Folder, "incoming");

    internal long LimitOf(FileType type) => type.IsPicture ? MaxImageBytes : MaxPdfBytes;

    internal long Greatest => Math.Max(MaxImageBytes, MaxPdfBytes);

    /// <summary>The settings with their defaults; files lie in <c>files</c> below the data folder.</summary>
    public static FileSettings Read(IConfiguration configuration, string dataFolder)
    {
        var section = configuration.GetSection("Files");
        var settings = new FileSettings { Folder = Path.Combine(dataFolder, "files") };
        return settings with
        {
            MaxImageBytes = section.GetValue(nameof(MaxImageBytes), settings.MaxImageBytes),
            MaxPdfBytes = section.GetValue(nameof(MaxPdfBytes), settings.MaxPdfBytes),
            MaxMegapixels = section.GetValue(nameof(MaxMegapixels), settings.MaxMegapixels),
            MaxSide = section.GetValue(nameof(MaxSide), settings.MaxSide),
            ViewSide = section.GetValue(nameof(ViewSide), settings.ViewSide),
            Quarantine = section.GetValue(nameof(Quarantine), settings.Quarantine),
            S3 = section.GetSection("S3") is var s3 && s3.Exists() ? S3Settings.Read(s3) : null,
        };
    }
}

/// <summary>An S3-compatible store: section <c>Files:S3</c>.</summary>
public sealed record S3Settings(Uri Endpoint, string Bucket, string AccessKey, string SecretKey, string Region)
{
    internal static S3Settings Read(IConfigurationSection section) => new(
        new Uri(Needed(section, nameof(Endpoint))),
        Needed(section, nameof(Bucket)),
        Needed(section, nameof(AccessKey)),
        Needed(section, nameof(SecretKey)),
        section[nameof(Region)] ?? "us-east-1");

    private static string Needed(IConfigurationSection section, string name) =>
        section[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"The setting {section.Path}:{name} is missing");
}
