using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Files;

public sealed class UploadFileTests : IAsyncLifetime
{
    private static readonly Exif Exif = new(new DateTime(2026, 2, 28, 9, 30, 15), "+08:00", 40.316, 116.637, "Maker", "Phone 7");
    private FilesApp app = null!;

    public async ValueTask InitializeAsync() => app = await FilesApp.Start();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Upload_answers_with_id_hash_length_and_the_type_of_the_content()
    {
        var photo = Photos.Jpeg();
        using var response = await app.Send(photo, "drawing.pdf", "application/pdf");
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var id = Guid.Parse(response.Headers.Location!.ToString().Split('/')[^1]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(photo));
        Assert.Equal($$"""{"id":"{{id}}","sha256":"{{hash}}","bytes":{{photo.Length}},"mediaType":"image/jpeg"}""", text);
    }

    [Fact]
    public async Task Nothing_on_the_disk_or_in_the_row_can_be_read_without_the_key()
    {
        var photo = Photos.Jpeg(exif: Exif);
        var row = await app.Row((await app.Upload(photo)).Id);
        Assert.Equal(2, app.OnDisk().Length);
        Assert.All(app.OnDisk(), path =>
        {
            var stored = File.ReadAllBytes(path);
            Assert.Equal(-1, stored.AsSpan().IndexOf(photo.AsSpan(0, 20)));
            Assert.Equal(-1, stored.AsSpan().IndexOf("Phone 7"u8));
        });
        Assert.Equal(-1, row.SealedFacts.AsSpan().IndexOf("Phone 7"u8));
        Assert.Equal((640, 480), (row.Width, row.Height));
    }

    [Fact]
    public async Task Place_time_and_camera_of_a_photograph_are_kept()
    {
        var row = await app.Row((await app.Upload(Photos.Jpeg(exif: Exif))).Id);
        var facts = app.Get<FileKeys>().Facts(row, person: null)!;
        Assert.Equal(new DateTime(2026, 2, 28, 9, 30, 15), facts.TakenAt);
        Assert.Equal(("+08:00", "Maker Phone 7"), (facts.Offset, facts.Camera));
        Assert.Equal(40.316, facts.Lat!.Value, 5);
        Assert.Equal(116.637, facts.Lon!.Value, 5);
    }

    [Fact]
    public async Task Picture_without_exif_has_no_facts()
    {
        Assert.Null((await app.Row((await app.Upload(Photos.Jpeg())).Id)).SealedFacts);
        Assert.Null((await app.Row((await app.Upload(Photos.Png())).Id)).SealedFacts);
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script></html>")]
    [InlineData("GIF89a......")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("x")]
    public async Task File_that_lies_about_its_type_is_refused(string content)
    {
        Assert.Equal((415, "file.type-unknown"), await FilesApp.Refusal(app.Send(Encoding.UTF8.GetBytes(content))));
        await NothingIsLeft();
    }

    [Fact]
    public async Task Empty_file_is_refused()
    {
        Assert.Equal((422, "file.empty"), await FilesApp.Refusal(app.Send([])));
        await NothingIsLeft();
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task Truncated_picture_is_refused(double part)
    {
        foreach (var whole in new[] { Photos.Jpeg(2000, 1500), Photos.Png() })
            Assert.Equal((422, "file.picture-damaged"), await FilesApp.Refusal(app.Send(whole[..(int)(whole.Length * part)])));
        await NothingIsLeft();
    }

    [Fact]
    public async Task Header_of_a_picture_and_nothing_else_is_refused()
    {
        Assert.Equal((422, "file.picture-damaged"), await FilesApp.Refusal(app.Send([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 1, 2, 3])));
        await NothingIsLeft();
    }

    [Theory]
    [InlineData(50_000, 50_000)]
    [InlineData(20_001, 1)]
    [InlineData(10_001, 10_000)]
    public async Task Picture_whose_header_promises_too_much_is_refused_before_it_is_unpacked(uint width, uint height)
    {
        Assert.Equal((422, "file.picture-too-large"), await FilesApp.Refusal(app.Send(Forgeries.PngThatSays(width, height))));
        await NothingIsLeft();
    }

    [Fact]
    public async Task Each_type_has_its_own_limit()
    {
        await using var small = await FilesApp.Start(new() { ["Files:MaxImageBytes"] = "100000", ["Files:MaxPdfBytes"] = "200000" });
        Assert.Equal((413, "file.too-large"), await FilesApp.Refusal(small.Send(Padded("\xFF\xD8\xFF", 100_001))));
        Assert.Equal((413, "file.too-large"), await FilesApp.Refusal(small.Send(Padded("%PDF-1.7", 200_001))));
        using var fits = await small.Send(Padded("%PDF-1.7", 200_000));
        Assert.Equal(HttpStatusCode.Created, fits.StatusCode);
        Assert.Single(small.OnDisk());
    }

    [Fact]
    public async Task Form_without_a_file_is_refused()
    {
        using var other = new MultipartFormDataContent { { new StringContent("x"), "note" } };
        Assert.Equal((422, "file.missing"), await FilesApp.Refusal(app.Anyone.PostAsync("/api/v1/files", other)));
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await app.Anyone.PostAsync("/api/v1/files", json);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Form_that_breaks_off_is_refused()
    {
        using var broken = new ByteArrayContent([.. "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"u8, .. Photos.Jpeg()]);
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        Assert.Equal((422, "file.incomplete"), await FilesApp.Refusal(app.Anyone.PostAsync("/api/v1/files", broken)));
        await NothingIsLeft();
    }

    [Fact]
    public async Task Same_key_and_same_file_give_the_same_answer()
    {
        var first = await app.Upload(Photos.Jpeg(), key: "k1");
        Assert.Equal(first, await app.Upload(Photos.Jpeg(), key: "k1"));
        Assert.NotEqual(first.Id, (await app.Upload(Photos.Jpeg(), key: "k2")).Id);
        Assert.Equal(4, app.OnDisk().Length);
    }

    [Fact]
    public async Task Same_key_sent_twice_at_the_same_moment_keeps_one_file()
    {
        var photo = Photos.Jpeg();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.Upload(photo, key: "k1")));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, await app.Rows());
        Assert.Equal(2, app.OnDisk().Length);
    }

    [Fact]
    public async Task Same_key_with_another_file_is_refused()
    {
        await app.Upload(Photos.Jpeg(), key: "k1");
        Assert.Equal((422, "idempotency.other-request"), await FilesApp.Refusal(app.Send(Photos.Jpeg(10, 10), key: "k1")));
        Assert.Equal(2, app.OnDisk().Length);
    }

    [Fact]
    public async Task File_that_no_case_takes_is_gone_after_an_hour()
    {
        var left = await app.Upload(Photos.Jpeg());
        var taken = await app.Upload(Photos.Jpeg(100, 100));
        await app.TakeIntoNewCase(taken.Id);
        app.Clock.Advance(TimeSpan.FromMinutes(59));
        await app.Upload(Photos.Jpeg(101, 100));
        Assert.Equal(3, await app.Rows());
        app.Clock.Advance(TimeSpan.FromMinutes(7));
        var last = await app.Upload(Photos.Jpeg(102, 100));
        Assert.Equal(3, await app.Rows());
        Assert.DoesNotContain(app.OnDisk(), path => path.Contains(left.Id.ToString("N"), StringComparison.Ordinal));
        Assert.Contains(app.OnDisk(), path => path.Contains(taken.Id.ToString("N"), StringComparison.Ordinal));
        Assert.Contains(app.OnDisk(), path => path.Contains(last.Id.ToString("N"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sweep_removes_twenty_at_a_time()
    {
        await app.Do(async db =>
        {
            db.AddRange(Enumerable.Range(0, 25).Select(i => Expired(i)));
            return await db.SaveChangesAsync();
        });
        await app.Upload(Photos.Jpeg());
        Assert.Equal(25 - 20 + 1, await app.Rows());
    }

    [Fact]
    public async Task What_a_dead_process_left_half_received_is_removed()
    {
        var incoming = Directory.CreateDirectory(Path.Combine(app.Files, "incoming")).FullName;
        await File.WriteAllTextAsync(Path.Combine(incoming, "left"), "x");
        await app.Upload(Photos.Jpeg());
        Assert.Equal(3, app.OnDisk().Length);
        app.Clock.Advance(TimeSpan.FromHours(2));
        await app.Sweep();
        Assert.Empty(app.OnDisk());
    }

    private StoredFile Expired(int number) => new()
    {
        Id = Guid.NewGuid(),
        Sha256 = "",
        Bytes = number,
        MediaType = "image/jpeg",
        UploadedAt = app.Clock.GetUtcNow(),
        ExpiresAt = app.Clock.GetUtcNow().AddHours(-1),
        Uploader = StoredFile.Anonymous,
        WrappedKey = [],
    };

    private static byte[] Padded(string head, int length)
    {
        var bytes = new byte[length];
        Encoding.Latin1.GetBytes(head, bytes);
        return bytes;
    }

    private async Task NothingIsLeft()
    {
        Assert.Empty(app.OnDisk());
        Assert.Equal(0, await app.Rows());
    }
}
