using System.Collections.Immutable;
using SkiaSharp;
using Tongdian.Domain.Survey;

namespace Tongdian.Server.Modules.Recognition.Text;

/// <summary>All text of a picture, line by line.</summary>
internal sealed class ReadText(TextModels models)
{
    // A picture of a newspaper is no nameplate; of too many lines the largest are read.
    private const int MostLines = 80;

    private readonly FindLines find = new(models);
    private readonly ReadLine read = new(models);

    /// <summary>The lines; how many were seen, readable or not; and how many of those stand on end, as on a picture that has to be turned.</summary>
    public (ImmutableArray<TextLine> Lines, int Seen, int OnEnd) Of(SKBitmap picture, CancellationToken cancellation)
    {
        using var image = SKImage.FromBitmap(picture);
        var places = find.Of(picture);
        var level = places.Where(p => p.Height <= 1.5 * p.Width).OrderByDescending(p => p.Width * p.Height).Take(MostLines).ToList();
        var lines = ImmutableArray.CreateBuilder<TextLine>();
        foreach (var place in level)
        {
            cancellation.ThrowIfCancellationRequested();
            if (read.Of(image, place) is { } line)
                lines.Add(line);
        }

        return (lines.ToImmutable(), places.Length, places.Count(p => p.Height > 1.5 * p.Width));
    }
}
