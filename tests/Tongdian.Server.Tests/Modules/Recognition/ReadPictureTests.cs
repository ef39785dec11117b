using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;
using Tongdian.Server.Modules.Recognition;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Recognition;

/// <summary>What is read from a photograph of a meter, here and without any network.</summary>
public sealed class ReadPictureTests : IDisposable
{
    private readonly ServiceProvider services = ModuleAlone.Services();

    private ReadPicture Reader => services.GetRequiredService<ReadPicture>();

    public void Dispose() => services.Dispose();

    [Fact]
    public async Task Every_value_of_a_clean_plate_is_read_and_the_number_of_one_that_was_taken_badly()
    {
        var wrong = new List<string>();
        foreach (var plate in Plates.All)
        {
            var reading = await Reader.Of(plate.Jpeg(), TestContext.Current.CancellationToken);
            foreach (var (name, value) in Written(plate).Where(v => plate.Flaw is Flaw.None || v.Name is "number"))
            {
                if (reading.Values.GetValueOrDefault(name)?.Value != value)
                    wrong.Add($"{plate}, {name}: {value} was read as {reading.Values.GetValueOrDefault(name)?.Value}");
            }

            if (plate.Flaw is Flaw.None && (reading.Kind, reading.Findings.Length) != ("nameplate", 0))
                wrong.Add($"{plate}: {reading.Kind} {string.Join(", ", reading.Findings.Select(f => f.Code))}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_picture_stored_on_its_side_is_read_upright_and_places_are_told_as_they_are_seen()
    {
        var plate = Plates.All[0] with { Flaw = Flaw.OnItsSide };
        // Stored on its side, with an EXIF that says so: 8 means that the picture has to be turned a quarter to the left.
        var stored = Photos.WithExif(plate.Jpeg(), orientation: 8);

        var reading = await Reader.Of(stored, TestContext.Current.CancellationToken);

        Assert.Equal(plate.Number, reading.Values["number"].Value);
        // Where the upright plate has its number.
        Assert.InRange(reading.Values["number"].Box!.Left, 250, 350);
        Assert.InRange(reading.Values["number"].Box!.Top, 790, 860);
    }

    [Fact]
    public async Task A_picture_without_a_plate_says_nothing_and_what_is_no_picture_cannot_be_read()
    {
        Assert.Equal("nothing", await Kind(Photos.Jpeg()));
        Assert.Equal("unreadable", await Kind([]));
        Assert.Equal("unreadable", await Kind("%PDF-1.7"u8.ToArray()));
        var whole = Plates.All[0].Jpeg();
        Assert.Equal("unreadable", await Kind(whole[..200]));
        Assert.Equal("unreadable", await Kind(whole[..(whole.Length / 2)]));
        // A header that promises four thousand megapixels: refused before anything is unpacked.
        Assert.Equal("unreadable", await Kind(Forgeries.PngThatSays(65_000, 65_000)));

        async Task<string> Kind(byte[] picture) => (await Reader.Of(picture, TestContext.Current.CancellationToken)).Kind;
    }

    [Fact]
    public async Task A_code_is_believed_before_the_print_and_the_difference_is_told()
    {
        using var code = new QRCoder.QRCodeGenerator();
        using var data = code.CreateQrCode("330001000123456789", QRCoder.QRCodeGenerator.ECCLevel.M);
        using var png = new QRCoder.PngByteQRCode(data);
        using var mark = SKBitmap.Decode(png.GetGraphic(8));
        using var photo = Plates.All[3].Photograph();
        using (var canvas = new SKCanvas(photo))
        using (var image = SKImage.FromBitmap(mark))
            canvas.DrawImage(image, 1150, 720, SKSamplingOptions.Default);
        using var jpeg = photo.Encode(SKEncodedImageFormat.Jpeg, 90);

        var reading = await Reader.Of(jpeg.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal(("330001000123456789", 1), (reading.Values["number"].Value, reading.Values["number"].Confidence));
        Assert.Contains("nameplate.barcode-differs", reading.Findings.Select(f => f.Code));
    }

    private static IEnumerable<(string Name, string Value)> Written(DrawnPlate plate) =>
    [
        ("model", plate.Model), ("voltage", plate.Voltage.Replace('×', 'x')), ("current", plate.Current),
        ("constant", plate.Constant.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("number", plate.Number), ("maker", plate.Maker),
    ];
}
