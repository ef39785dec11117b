using Tongdian.Server.Platform.Paper;
using static Tongdian.Server.Modules.Surveys.SurveysTexts;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>A photograph as it is printed.</summary>
/// <param name="Kind">What it is asked for as.</param>
/// <param name="Words">What was said about it, and measured on it.</param>
/// <param name="Picture">A scaled copy with what was drawn on it; null when it is withheld or cannot be read.</param>
internal sealed record ReportPhoto(string Kind, IReadOnlyList<string> Words, byte[]? Picture);

/// <summary>The photographs, two side by side.</summary>
internal static class PhotoChapter
{
    public static IEnumerable<PaperPart> Of(IReadOnlyList<ReportPhoto> photos) => photos.Count == 0
        ? [new PaperParagraph(Text("photos.none"))]
        : photos.Chunk(2).Select(pair => new PaperBoxes([.. pair.Select(Box), .. pair.Length == 1 ? [new PaperBox("", [])] : Array.Empty<PaperBox>()]) { PictureHeight = 150 });

    private static PaperBox Box(ReportPhoto photo) =>
        new(photo.Kind, photo.Picture is null ? [Text("photos.not-shown"), .. photo.Words] : photo.Words) { Picture = photo.Picture };
}
