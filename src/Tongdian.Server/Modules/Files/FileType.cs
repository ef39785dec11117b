namespace Tongdian.Server.Modules.Files;

/// <summary>A type of file that is accepted, known by its first bytes.</summary>
internal sealed record FileType(string MediaType, string Ending, bool IsPicture)
{
    /// <summary>How many first bytes tell the type.</summary>
    public const int HeadLength = 8;

    public static readonly FileType Jpeg = new("image/jpeg", "jpg", IsPicture: true);
    public static readonly FileType Png = new("image/png", "png", IsPicture: true);
    public static readonly FileType Pdf = new("application/pdf", "pdf", IsPicture: false);

    /// <summary>The type of a content, or null. Name and declared type of a file count for nothing.</summary>
    public static FileType? Of(ReadOnlySpan<byte> head) =>
        head.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? Jpeg
        : head.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
        : head.StartsWith("%PDF-"u8) ? Pdf
        : null;

    /// <summary>The type that a stored file was found to be.</summary>
    public static FileType Of(string mediaType) =>
        new[] { Jpeg, Png, Pdf }.Single(type => type.MediaType == mediaType);
}
