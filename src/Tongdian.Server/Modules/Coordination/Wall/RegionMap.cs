using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tongdian.Server.Modules.Coordination.Wall;

/// <summary>A region on the map: its outline as an SVG path, and where its name stands.</summary>
public sealed record MapShape(string Region, string Path, double X, double Y);

/// <summary>
/// The company's regions as a drawing, from a GeoJSON file of its own: polygons in degrees, each with the region's code as property
/// <c>region</c>. Small enough an area that a degree is as wide everywhere; north is up.
/// </summary>
public sealed class RegionMap
{
    /// <summary>The drawing is so wide and so high.</summary>
    public const double Width = 600, Height = 420;

    /// <summary>The shapes, in the order of the file; none when there is no map.</summary>
    public ImmutableArray<MapShape> Shapes { get; private set; } = [];

    /// <summary>Reads the map, when there is one.</summary>
    /// <exception cref="InvalidDataException">The file is no map.</exception>
    public void Load(string path)
    {
        if (!File.Exists(path))
            return;
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(path));
            var outlines = file.RootElement.GetProperty("features").EnumerateArray()
                .Select(f => (Region: f.GetProperty("properties").GetProperty("region").GetString()!, Rings: Rings(f.GetProperty("geometry")).ToList())).ToList();
            Shapes = Draw(outlines);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"maps/{Path.GetFileName(path)}: not GeoJSON polygons with a property \"region\": {e.Message}", e);
        }
    }

    private static IEnumerable<List<(double X, double Y)>> Rings(JsonElement geometry)
    {
        var coordinates = geometry.GetProperty("coordinates");
        var polygons = geometry.GetProperty("type").GetString() switch
        {
            "Polygon" => [coordinates],
            "MultiPolygon" => coordinates.EnumerateArray().ToList(),
            var other => throw new FormatException($"{other} is no area"),
        };
        return polygons.SelectMany(p => p.EnumerateArray()).Select(ring => ring.EnumerateArray().Select(p => (p[0].GetDouble(), p[1].GetDouble())).ToList());
    }

    private static ImmutableArray<MapShape> Draw(List<(string Region, List<List<(double X, double Y)>> Rings)> outlines)
    {
        var points = outlines.SelectMany(o => o.Rings).SelectMany(r => r).ToList();
        if (points.Count == 0)
            return [];
        var (west, east, south, north) = (points.Min(p => p.X), points.Max(p => p.X), points.Min(p => p.Y), points.Max(p => p.Y));
        var narrow = Math.Cos((south + north) / 2 * Math.PI / 180);
        var scale = Math.Min(Width / Math.Max((east - west) * narrow, 1e-9), Height / Math.Max(north - south, 1e-9));
        double X(double lon) => (lon - west) * narrow * scale;
        double Y(double lat) => (north - lat) * scale;
        return
        [
            .. outlines.Select(o =>
            {
                var outer = o.Rings.MaxBy(r => r.Count)!;
                var path = new StringBuilder();
                foreach (var ring in o.Rings)
                    path.Append('M').AppendJoin('L', ring.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.X):0.#} {Y(p.Y):0.#}"))).Append('Z');
                return new MapShape(o.Region, path.ToString(), X(outer.Average(p => p.X)), Y(outer.Average(p => p.Y)));
            }),
        ];
    }
}
