using SkiaSharp;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Bench.Scenes;

/// <summary>
/// The files of cases that are there before: each has its row and its keys, as if a case had taken it. Those that somebody reads (a survey's pictures and signatures go into its report) are one picture,
/// encrypted once, under many names.
/// </summary>
internal sealed class CasePictures(IFileStore store, FileKeys keys, FileSettings settings) : IDisposable
{
    private const int Width = 1_600;
    private const int Height = 1_200;
    private const int Things = 400;
    private const int Quality = 85;

    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private IncomingFile? picture;
    private string original = "";
    private string view = "";

    /// <summary>One of them; with <paramref name="isRead"/> its bytes are there too.</summary>
    public async Task<StoredFile> Give(Guid id, Guid caseId, PersonKey person, bool isRead, DateTimeOffset now, CancellationToken cancel)
    {
        await oneAtATime.WaitAsync(cancel);
        try
        {
            var same = picture ??= await Take(cancel);
            var file = new StoredFile
            {
                Id = id, CaseId = caseId, Sha256 = CaseFiles.Hash, Bytes = same.Bytes, MediaType = "image/jpeg", Kind = "photo", UploadedAt = now, Uploader = "bench", Width = Width, Height = Height,
                WrappedKey = keys.Wrap(same.Key, new StoredObject(id, Derived: false)), DerivedWrappedKey = keys.Wrap(same.ViewKey, new StoredObject(id, Derived: true)), DerivedBytes = same.Picture!.View.Length,
            };
            keys.HandOver(file, person);
            if (isRead)
            {
                await Keep(file.Original, original, cancel);
                await Keep(file.View, view, cancel);
            }

            return file;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose()
    {
        picture?.Dispose();
        oneAtATime.Dispose();
    }

    private async Task<IncomingFile> Take(CancellationToken cancel)
    {
        using var jpeg = new MemoryStream(Draw());
        var taken = (await IncomingFile.Receive(jpeg, Guid.CreateVersion7(), settings, cancel)).Value;
        (original, view) = (Path.Combine(settings.Folder, "bench.original"), Path.Combine(settings.Folder, "bench.view"));
        File.Copy(taken.Original, original);
        File.Copy(taken.View, view);
        return taken;
    }

    // The link is moved to the name of the file: only a store on the disk does so.
    private async Task Keep(StoredObject name, string path, CancellationToken cancel) =>
        await store.Keep(name, File.CreateSymbolicLink(Path.Combine(settings.Folder, $"{Guid.NewGuid():N}.link"), path).FullName, cancel);

    // As much on it as on a photograph of a wall with a meter.
    private static byte[] Draw()
    {
        var random = new Random(1);
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height));
        for (var thing = 0; thing < Things; thing++)
        {
            using var paint = new SKPaint { Color = new SKColor((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)) };
            surface.Canvas.DrawRect(random.Next(Width), random.Next(Height), random.Next(Width / 4), random.Next(Height / 4), paint);
        }

        using var image = surface.Snapshot();
        return image.Encode(SKEncodedImageFormat.Jpeg, Quality).ToArray();
    }
}
