using System.Globalization;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.Formats.Jpeg;

namespace Tongdian.Server.Modules.Files;

/// <summary>What a camera wrote into a photograph (EXIF). Claims of the camera, not proofs.</summary>
/// <param name="TakenAt">When, by the camera's own clock, without zone.</param>
/// <param name="Offset">The camera's distance from UTC, <c>+08:00</c>, when it says so.</param>
/// <param name="Lat">Latitude, WGS 84 degrees.</param>
/// <param name="Lon">Longitude, WGS 84 degrees.</param>
/// <param name="Camera">Maker and model.</param>
public sealed record PhotoFacts(DateTime? TakenAt, string? Offset, double? Lat, double? Lon, string? Camera)
{
    private const int LongestText = 100;
    private const int OffsetTimeOriginal = 0x9011;

    /// <summary>
    /// The facts of a JPEG, or null when there are none. Only EXIF segments are read: the other readers unpack whatever a stranger packed.
    /// Throws <see cref="ImageProcessingException"/> when the segments cannot be followed.
    /// </summary>
    internal static PhotoFacts? Read(Stream jpeg)
    {
        var directories = JpegMetadataReader.ReadMetadata(jpeg, [new ExifReader()]);
        var camera = directories.OfType<ExifIfd0Directory>().FirstOrDefault();
        var shot = directories.OfType<ExifSubIfdDirectory>().FirstOrDefault();
        var place = directories.OfType<GpsDirectory>().FirstOrDefault()?.GetGeoLocation();
        var known = place is not null && Math.Abs(place.Latitude) <= 90 && Math.Abs(place.Longitude) <= 180;
        var facts = new PhotoFacts(
            Taken(shot),
            Text(shot?.GetString(OffsetTimeOriginal)),
            known ? place!.Latitude : null,
            known ? place!.Longitude : null,
            Text($"{camera?.GetString(ExifDirectoryBase.TagMake)} {camera?.GetString(ExifDirectoryBase.TagModel)}"));
        return facts == new PhotoFacts(null, null, null, null, null) ? null : facts;
    }

    private static DateTime? Taken(ExifSubIfdDirectory? shot) =>
        DateTime.TryParseExact(
            shot?.GetString(ExifDirectoryBase.TagDateTimeOriginal)?.TrimEnd('\0', ' '),
            "yyyy:MM:dd HH:mm:ss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var taken) ? taken : null;

    private static string? Text(string? text)
    {
        var clean = string.Concat((text ?? "").Where(c => !char.IsControl(c)).Take(LongestText)).Trim();
        return clean.Length > 0 ? clean : null;
    }
}
