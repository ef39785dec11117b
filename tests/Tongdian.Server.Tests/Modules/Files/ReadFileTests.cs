using System.Net;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Files;

public sealed class ReadFileTests : IAsyncLifetime
{
    private static readonly Exif Exif = new(new DateTime(2026, 2, 28, 9, 30, 15), "+08:00", -33.5, -70.25, "Maker", "Phone 7");
    private FilesApp app = null!;

    public async ValueTask InitializeAsync() => app = await FilesApp.Start();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Derived_copy_has_no_exif_and_the_original_has_all_of_it()
    {
        var photo = Photos.Jpeg(exif: Exif);
        var file = await TakenFile(photo);
        var place = ImageMetadataReader.ReadMetadata(new MemoryStream(photo)).OfType<GpsDirectory>().Single().GetGeoLocation()!;
        Assert.Equal((-33.5, -70.25), (Math.Round(place.Latitude, 6), Math.Round(place.Longitude, 6)));
        var view = await app.Anyone.GetByteArrayAsync(file);
        var directories = ImageMetadataReader.ReadMetadata(new MemoryStream(view));
        Assert.DoesNotContain(directories, d => d is ExifDirectoryBase or GpsDirectory);
        Assert.Equal(-1, view.AsSpan().IndexOf("Exif"u8));
        Assert.Equal(photo, await app.Anyone.GetByteArrayAsync(Original(file)));
    }

    [Fact]
    public async Task Derived_copy_is_scaled_to_1600_pixels()
    {
        using var view = SKBitmap.Decode(await app.Anyone.GetByteArrayAsync(await TakenFile(Photos.Jpeg(4000, 3000))));
        Assert.Equal(1600, Math.Max(view.Width, view.Height), tolerance: 120);
        Assert.True(Math.Max(view.Width, view.Height) <= 1600);
        Assert.Equal(4 / 3d, (double)view.Width / view.Height, 2);
    }

    // Where the left (red) half of the stored picture is once it is upright, for each orientation of EXIF.
    [Theory]
    [InlineData(1, "left")]
    [InlineData(2, "right")]
    [InlineData(3, "right")]
    [InlineData(4, "left")]
    [InlineData(5, "top")]
    [InlineData(6, "top")]
    [InlineData(7, "bottom")]
    [InlineData(8, "bottom")]
    public async Task Derived_copy_is_upright(int orientation, string red)
    {
        var photo = Photos.Jpeg(640, 480, Exif with { Orientation = (ushort)orientation });
        using var view = SKBitmap.Decode(await app.Anyone.GetByteArrayAsync(await TakenFile(photo)));
        Assert.Equal(orientation < 5 ? (640, 480) : (480, 640), (view.Width, view.Height));
        var (x, y) = red switch
        {
            "left" => (20, view.Height / 2),
            "right" => (view.Width - 20, view.Height / 2),
            "top" => (view.Width / 2, 20),
            _ => (view.Width / 2, view.Height - 20),
        };
        Assert.True(view.GetPixel(x, y) is { Red: > 200, Blue: < 60 });
        Assert.True(view.GetPixel(view.Width - 1 - x, view.Height - 1 - y) is { Red: < 60, Blue: > 200 });
    }

    [Fact]
    public async Task Answer_says_what_it_is_and_lets_no_browser_guess()
    {
        var photo = Photos.Png();
        var file = await TakenFile(photo);
        using var view = await app.Anyone.GetAsync(file);
        Assert.Equal("image/jpeg", view.Content.Headers.ContentType?.ToString());
        Assert.Equal($"inline; filename=\"{Guid.Parse(file[^36..]):N}.jpg\"", view.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("nosniff", view.Headers.GetValues("X-Content-Type-Options").Single());
        using var original = await app.Anyone.GetAsync(Original(file));
        Assert.Equal("image/png", original.Content.Headers.ContentType?.ToString());
        Assert.Equal($"attachment; filename=\"{Guid.Parse(file[^36..]):N}.png\"", original.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(photo))}\"", original.Headers.ETag?.ToString());
        Assert.NotEqual(original.Headers.ETag, view.Headers.ETag);
    }

    [Fact]
    public async Task Copy_that_the_reader_has_already_is_not_sent_again()
    {
        var file = await TakenFile(Photos.Jpeg());
        using var first = await app.Anyone.GetAsync(file);
        using var again = new HttpRequestMessage(HttpMethod.Get, file);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var answer = await app.Anyone.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
    }

    [Fact]
    public async Task Pdf_goes_out_as_it_came_and_is_saved_not_shown()
    {
        byte[] pdf = [.. "%PDF-1.7\n"u8, .. new byte[100_000]];
        var file = await TakenFile(pdf);
        using var answer = await app.Anyone.GetAsync(file);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(pdf, await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Original_is_for_staff_only() =>
        Assert.Equal(
            (403, "file.original-for-staff"),
            await FilesApp.Refusal(app.Anyone.GetAsync(await TakenFile(Photos.Jpeg()) + "?original=true")));

    [Fact]
    public async Task File_that_the_case_does_not_have_is_not_found()
    {
        var (free, taken) = ((await app.Upload(Photos.Jpeg())).Id, (await app.Upload(Photos.Jpeg())).Id);
        await app.TakeIntoNewCase(taken);
        foreach (var file in new[] { free, taken, Guid.NewGuid() })
            Assert.Equal((404, "file.not-found"), await FilesApp.Refusal(app.Anyone.GetAsync(Original($"/read/{Guid.NewGuid()}/{file}"))));
    }

    [Fact]
    public async Task Erasing_the_person_makes_the_file_unreadable()
    {
        var id = (await app.Upload(Photos.Jpeg(exif: Exif))).Id;
        var (caseId, person, _) = await app.TakeIntoNewCase(id);
        var file = $"/read/{caseId}/{id}";
        await app.Do(async db =>
        {
            Vault.Erase(await db.Set<Person>().SingleAsync(p => p.Id == person.Id), app.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        Assert.Equal((410, "person.erased"), await FilesApp.Refusal(app.Anyone.GetAsync(Original(file))));
        Assert.Equal((410, "person.erased"), await FilesApp.Refusal(app.Anyone.GetAsync(file)));
        // The master key alone does not help either.
        var row = await app.Row(id);
        var freed = new StoredFile
        {
            Id = row.Id, Sha256 = "", Bytes = 1, MediaType = "", UploadedAt = default, Uploader = "",
            WrappedKey = row.WrappedKey, SealedFacts = row.SealedFacts,
        };
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => app.Get<FileKeys>().Facts(freed, person: null));
    }

    private static string Original(string file) => file + "?original=true&staff=true";

    private async Task<string> TakenFile(byte[] content)
    {
        var file = (await app.Upload(content)).Id;
        return $"/read/{(await app.TakeIntoNewCase(file)).Case}/{file}";
    }
}
