using System.Text.Json.Serialization;
using Tongdian.Domain.Survey;

namespace Tongdian.Domain.Cases;

/// <summary>How far from the site somebody checked in. Where that was is not kept. It is shown, never a reason to refuse.</summary>
/// <param name="DistanceM">To the site, whole metres; null when the site has no position.</param>
/// <param name="AccuracyM">How exact the device was, whole metres.</param>
/// <param name="Mock">The device says that the position was made up.</param>
public sealed record CheckInPlace(int? DistanceM, int AccuracyM, bool Mock)
{
    /// <summary>Farther than this from the site, and farther than the device may be wrong, is far.</summary>
    public const int FarM = 300;

    /// <summary>Somebody should ask: far from the site, or made up.</summary>
    [JsonIgnore]
    public bool Doubtful => Mock || DistanceM > Math.Max(FarM, AccuracyM);

    /// <summary>What is kept of a position. Latitude and longitude in degrees, WGS 84.</summary>
    /// <param name="latitude">Of the device.</param>
    /// <param name="longitude">Of the device.</param>
    /// <param name="accuracyM">How exact it was, metres; 0 or more.</param>
    /// <param name="mock">The device says that it was made up.</param>
    /// <param name="site">Where the site is; null when nobody knows.</param>
    public static CheckInPlace Of(double latitude, double longitude, double accuracyM, bool mock, (double Latitude, double Longitude)? site) => new(
        site is { } there ? (int)Math.Round(SteadyAngles.Metres(latitude, longitude, there.Latitude, there.Longitude), MidpointRounding.AwayFromZero) : null,
        (int)Math.Round(Math.Min(accuracyM, 1_000_000), MidpointRounding.AwayFromZero), mock);
}
