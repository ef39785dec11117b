using System.Collections.Immutable;
using SkiaSharp;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Demo;

/// <summary>Draws what a demo case hands in, and keeps it as if it had been uploaded.</summary>
public sealed class DemoFiles(IServiceScopeFactory scopes, TakeFiles takeFiles)
{
    private const int Width = 640;
    private const int Height = 480;

    internal async Task<(ImmutableArray<FileLink> Files, IReadOnlyList<Action<WriteBatch>> Rows)> Make(
        IEnumerable<FileRequirement> wanted, CaseId id, PersonKey key, DateTimeOffset now, CancellationToken cancel)
    {
        var links = ImmutableArray.CreateBuilder<FileLink>();
        var claims = new List<FileClaim>();
        foreach (var requirement in wanted)
        {
            for (var i = 0; i < requirement.Min; i++)
            {
                var file = await Keep(requirement.Format == FileFormat.Pdf ? Pdf(requirement.Label.En) : Photo(requirement.Label.En), cancel);
                links.Add(new FileLink(requirement.Kind, file.Id, file.MediaType, file.Sha256));
                claims.Add(new FileClaim(file.Id, requirement.Kind));
            }
        }

        return (links.ToImmutable(), await Take(claims, id, key, now, cancel));
    }

    internal async Task<(ImmutableArray<SignatureLink> Signatures, IReadOnlyList<Action<WriteBatch>> Rows)> Sign(
        IEnumerable<SignatureRequirement> wanted, CaseId id, PersonKey key, DateTimeOffset now, CancellationToken cancel)
    {
        var links = ImmutableArray.CreateBuilder<SignatureLink>();
        var claims = new List<FileClaim>();
        foreach (var requirement in wanted)
        {
            var file = await Keep(Signature(), cancel);
            links.Add(new SignatureLink(requirement.Role, file.Id, file.Sha256));
            claims.Add(new FileClaim(file.Id, $"signature-{requirement.Role}"));
        }

        return (links.ToImmutable(), await Take(claims, id, key, now, cancel));
    }

    private async Task<UploadedFile> Keep(byte[] content, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var stream = new MemoryStream(content);
        var kept = await scope.ServiceProvider.GetRequiredService<UploadFile>().Keep(stream, "demo", "", cancel);
        return kept.Value;
    }

    private async Task<IReadOnlyList<Action<WriteBatch>>> Take(List<FileClaim> claims, CaseId id, PersonKey key, DateTimeOffset now, CancellationToken cancel) =>
        claims.Count == 0 ? [] : (await takeFiles.Take(claims, id.Value, key, now, cancel)).Value.Rows;

    private static byte[] Photo(string caption)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height));
        using var paint = new SKPaint { Color = new SKColor(0xE8, 0xF3, 0xF1) };
        using var ink = new SKPaint { Color = new SKColor(0x00, 0x69, 0x5C), IsAntialias = true };
        using var font = new SKFont(SKTypeface.Default, 28);
        surface.Canvas.DrawRect(0, 0, Width, Height, paint);
        surface.Canvas.DrawRect(220, 140, 200, 200, ink);
        surface.Canvas.DrawText(caption, 24, 440, SKTextAlign.Left, font, ink);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, 80);
        return data.ToArray();
    }

    private static byte[] Signature()
    {
        using var surface = SKSurface.Create(new SKImageInfo(300, 120));
        using var pen = new SKPaint { Color = SKColors.Black, Style = SKPaintStyle.Stroke, StrokeWidth = 3, IsAntialias = true };
        using var path = new SKPathBuilder();
        path.MoveTo(20, 80);
        path.CubicTo(80, 10, 110, 120, 160, 50);
        path.CubicTo(190, 20, 220, 110, 280, 40);
        surface.Canvas.Clear(SKColors.White);
        using var stroke = path.Detach();
        surface.Canvas.DrawPath(stroke, pen);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static byte[] Pdf(string title)
    {
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream))
        using (var ink = new SKPaint { Color = SKColors.Black })
        using (var font = new SKFont(SKTypeface.Default, 24))
        {
            document.BeginPage(595, 842).DrawText(title, 60, 100, SKTextAlign.Left, font, ink);
            document.EndPage();
        }

        return stream.ToArray();
    }
}
