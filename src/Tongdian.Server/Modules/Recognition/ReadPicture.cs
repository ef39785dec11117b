using System.Collections.Immutable;
using SkiaSharp;
using Tongdian.Domain;
using Tongdian.Domain.Survey;
using Tongdian.Server.Modules.Files;

namespace Tongdian.Server.Modules.Recognition;

/// <summary>
/// Looks at a picture that a surveyor took and says what a machine can read there. Takes seconds and one processor, and only one picture at a time: for work
/// that nobody waits for.
/// </summary>
public sealed class ReadPicture : IDisposable
{
    // Small enough for any memory, large enough for the small print of a meter that fills half of a photograph.
    private const int Side = 2400;

    private readonly ReadNameplate nameplates;
    private readonly FileSettings settings;
    private readonly SemaphoreSlim one = new(1);

    internal ReadPicture(ReadNameplate nameplates, FileSettings settings) => (this.nameplates, this.settings) = (nameplates, settings);

    /// <summary>Never fails for what is in the picture: what cannot be opened is <c>unreadable</c>, with the reason as a finding.</summary>
    /// <param name="picture">JPEG, PNG or what else can be opened.</param>
    /// <param name="cancellation">Looked at between the lines of text.</param>
    public async Task<Reading> Of(ReadOnlyMemory<byte> picture, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            if (UprightPicture.Read(picture, settings, Side).Failed(out var error, out var upright))
                return Unreadable(error);
            using (upright)
                return Seen(upright, cancellation);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private Reading Seen(SKBitmap picture, CancellationToken cancellation)
    {
        var codes = ReadBarcodes.Of(picture);
        cancellation.ThrowIfCancellationRequested();
        var plate = nameplates.Of(picture, cancellation);
        var values = plate.Values.ToImmutableSortedDictionary(StringComparer.Ordinal);
        var findings = plate.Check?.Findings.ToList() ?? [];
        if (codes.FirstOrDefault(c => NumberOf(c) is not null) is { } code)
            values = Agreed(values, code with { Value = NumberOf(code)! }, findings);
        if (!codes.IsEmpty)
            values = values.SetItem("barcode", codes[0]);
        var kind = values.Count(v => v.Key is not ("barcode" or "number")) > 1 ? "nameplate" : !codes.IsEmpty ? "barcode" : "nothing";
        if (kind == "nothing")
            return new Reading(kind, values.Clear(), 0, []);
        return new Reading(kind, values, values.Min(v => v.Value.Confidence), [.. findings]);
    }

    // The number of a meter stands in its bar code too; the code is the surer of both.
    private static ImmutableSortedDictionary<string, ReadValue> Agreed(
        ImmutableSortedDictionary<string, ReadValue> values, ReadValue code, List<Finding> findings)
    {
        if (values.GetValueOrDefault("number") is { } read && !code.Value.Contains(read.Value, StringComparison.Ordinal) && !read.Value.Contains(code.Value, StringComparison.Ordinal))
        {
            findings.Add(new Finding("nameplate.barcode-differs", Severity.Warning, new(
                $"条码为 {code.Value}，铭牌编号读作 {read.Value}", $"The bar code says {code.Value}, the number was read as {read.Value}")));
        }

        return values.SetItem("number", code);
    }

    private static string? NumberOf(ReadValue code) => code.Value.Length is >= 8 and <= 26 && code.Value.All(char.IsAsciiLetterOrDigit) ? code.Value : null;

    private static Reading Unreadable(Error error) => new(
        "unreadable", ImmutableSortedDictionary.Create<string, ReadValue>(StringComparer.Ordinal), 0,
        [
            error.Code == FileErrors.PictureDamaged.Code
                ? new Finding(error.Code, Severity.Stop, new("图片无法打开", "The picture cannot be opened"))
                : new Finding(error.Code, Severity.Stop, new("图片像素过多，未识别", "The picture has too many pixels and was not read")),
        ]);
}
