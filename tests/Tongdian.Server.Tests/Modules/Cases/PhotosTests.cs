using System.Security.Cryptography;
using SkiaSharp;
using Tongdian.Domain.Cases;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases;

/// <summary>Photographs of the works on the customer's page: at once, masked, withheld, released by hand.</summary>
public sealed class PhotosTests(PostgresServer postgres)
{
    private static readonly Exif Camera = new(new DateTime(2026, 2, 28, 9, 30, 15), "+08:00", -33.5, -70.25, "Maker", "Phone 7");

    [Theory, ClassData(typeof(Databases))]
    public async Task A_photograph_is_seen_at_once_without_what_the_camera_wrote_and_can_be_masked_and_withheld(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var (one, crew, photo) = (await Building(server), await server.As("construction-crew"), Photos.Jpeg(exif: Camera));
        using var browser = await CustomerBrowser.With(server, one);
        var page = (await browser.Open($"/case/{one.Number}")).Is(200);
        var open = (await browser.Open($"/case/{one.Number}/now")).Is(200);

        // The clock stands still: what the crew keeps is there in the same second, on the page that renews itself.
        var file = await Keep(crew, one, photo);
        Assert.DoesNotContain($"/files/{file}", page.Html, StringComparison.Ordinal);
        var renewed = (await browser.Open($"/case/{one.Number}/now", open.ETag)).Is(200);
        Assert.Contains($"/files/{file}", renewed.Html, StringComparison.Ordinal);
        Assert.True((await one.Look()).Stage("construction").Status.IsOpen());
        var seen = await View(one, file);
        Assert.Equal(-1, seen.AsSpan().IndexOf("Exif"u8));

        var decided = (await one.Decide(crew, file, new { standing = "masked", masks = new[] { new { x = 100, y = 250, width = 300, height = 500 } } })).Expect(200);
        Assert.Equal("masked", Assert.Single(decided.EnumerateArray()).GetProperty("standing").GetString());
        var again = (await browser.Open($"/case/{one.Number}/now", renewed.ETag)).Is(200);
        Assert.Equal(304, (await browser.Open($"/case/{one.Number}/now", again.ETag)).Status);
        using (var masked = SKBitmap.Decode(await View(one, file)))
        {
            Assert.Equal((640, 480), (masked.Width, masked.Height));
            for (var (x, y) = (68, 124); y < 356; (x, y) = x < 252 ? (x + 4, y) : (68, y + 4))
                Assert.True(masked.GetPixel(x, y) is { Red: < 12, Green: < 12, Blue: < 12 }, $"{x},{y} is {masked.GetPixel(x, y)}");
            Assert.True(masked.GetPixel(30, 240).Red > 200 && masked.GetPixel(500, 240).Blue > 200);
        }

        var evidence = (await crew.Get($"{one.Path}/files/{file}?original=true")).Bytes;
        Assert.Equal(photo, evidence);
        Assert.Equal((await one.Look()).Stage("construction").Entry!.Files.Single().Sha256, Convert.ToHexStringLower(SHA256.HashData(evidence)));
        Assert.Equal(seen, (await crew.Get($"{one.Path}/files/{file}")).Bytes);

        Assert.Equal("422 case.reason-missing", (await one.Decide(crew, file, new { standing = "withheld" })).Refusal);
        (await one.Decide(crew, file, new { standing = "withheld", reason = "邻居入镜" })).Expect(200);
        Assert.Equal("404 file.not-found", (await one.Customer.Get($"{one.Path}/files/{file}")).Refusal);
        Assert.Equal(404, (await browser.Open($"/case/{one.Number}/files/{file}")).Status);
        Assert.DoesNotContain($"/files/{file}", (await browser.Open($"/case/{one.Number}")).Html, StringComparison.Ordinal);
        (await one.Decide(crew, file, new { standing = "shown" })).Expect(200);
        Assert.Equal(seen, await View(one, file));

        Assert.Equal(["masks: field.required"], (await one.Decide(crew, file, new { standing = "masked" })).Fields);
        Assert.Equal(["masks[0]: mask.outside"], (await one.Decide(crew, file, new { standing = "masked", masks = new[] { new { x = 900, y = 0, width = 101, height = 10 } } })).Fields);
        Assert.Equal("404 file.not-found", (await one.Decide(crew, (await one.Look()).Documents[0].File, new { standing = "withheld", reason = "x" })).Refusal);
        Assert.Equal(401, (await one.Decide(one.Customer, file, new { standing = "shown" })).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_company_that_looks_first_shows_a_photograph_once_it_was_released(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Photos:Release"] = "by-hand" });
        var (one, crew) = (await Building(server), await server.As("construction-crew"));
        var file = await Keep(crew, one, Samples.Photo);

        Assert.DoesNotContain(file.ToString(), (await one.Customer.Get(one.Path)).Expect(200).GetRawText(), StringComparison.Ordinal);
        Assert.Equal("404 file.not-found", (await one.Customer.Get($"{one.Path}/files/{file}")).Refusal);
        Assert.DoesNotContain("photos-added", await one.Told(server));
        Assert.False((await crew.Get($"{one.Path}/photos")).Expect(200)[0].GetProperty("seen").GetBoolean());

        (await one.Decide(crew, file, new { standing = "shown" })).Expect(200);

        Assert.Contains(file.ToString(), (await one.Customer.Get(one.Path)).Expect(200).GetRawText(), StringComparison.Ordinal);
        Assert.NotEmpty(await View(one, file));
    }

    private static async Task<CaseUnderTest> Building(TongdianServer server)
    {
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        await one.GoOn("construction");
        return one;
    }

    private static async Task<Guid> Keep(ApiClient crew, CaseUnderTest one, byte[] photo)
    {
        var file = await crew.Upload(photo);
        (await one.Do(crew, "stages/construction/draft", new { files = new[] { new { kind = "before", file } } })).Expect(200);
        return file;
    }

    private static async Task<byte[]> View(CaseUnderTest one, Guid file)
    {
        var answer = await one.Customer.Get($"{one.Path}/files/{file}");
        answer.Expect(200);
        return answer.Bytes;
    }
}
