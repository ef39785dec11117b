using System.Globalization;

namespace Tongdian.Domain.Forms;

/// <summary>Everything that can be wrong with what is handed in for a stage. The codes are public: never change them.</summary>
internal static class FormErrors
{
    public static FieldError Unknown(string path) => new(path, "field.unknown");

    public static FieldError Required(string path) => new(path, "field.required");

    /// <summary>Another kind of JSON value than the field's type travels as.</summary>
    public static FieldError WrongType(string path, string expected) => new FieldError(path, "field.type").With("expected", expected);

    public static FieldError BelowMin(string path, decimal min) => new FieldError(path, "field.below-min").With("min", Show(min));

    public static FieldError AboveMax(string path, decimal max) => new FieldError(path, "field.above-max").With("max", Show(max));

    public static FieldError TooShort(string path, decimal min) => new FieldError(path, "field.too-short").With("min", Show(min));

    public static FieldError TooLong(string path, decimal max) => new FieldError(path, "field.too-long").With("max", Show(max));

    public static FieldError Pattern(string path) => new(path, "field.pattern");

    /// <summary>Control characters, or characters that turn the direction of writing.</summary>
    public static FieldError Characters(string path) => new(path, "field.characters");

    public static FieldError NotWhole(string path) => new(path, "field.not-whole");

    public static FieldError NotCents(string path) => new(path, "field.money");

    public static FieldError NotTheSum(string path, decimal sum) => new FieldError(path, "field.sum").With("sum", sum.ToString("0.00##", CultureInfo.InvariantCulture));

    public static FieldError NotADate(string path) => new(path, "field.date");

    public static FieldError NotAnInstant(string path) => new(path, "field.instant");

    public static FieldError NotAPosition(string path) => new(path, "field.position");

    public static FieldError NoSuchOption(string path) => new(path, "field.option");

    public static FieldError Repeated(string path) => new(path, "field.repeated");

    public static FieldError TooFewRows(string path, decimal min) => new FieldError(path, "rows.too-few").With("min", Show(min));

    public static FieldError TooManyRows(string path, decimal max) => new FieldError(path, "rows.too-many").With("max", Show(max));

    public static FieldError NotJudged(string path) => new(path, "checklist.not-judged");

    public static FieldError RemarkMissing(string path) => new(path, "checklist.remark-missing");

    public static FieldError FileUnknown(string path) => new(path, "file.kind-unknown");

    public static FieldError TooFewFiles(string path, int min) => new FieldError(path, "file.too-few").With("min", Show(min));

    public static FieldError TooManyFiles(string path, int max) => new FieldError(path, "file.too-many").With("max", Show(max));

    public static FieldError FileFormat(string path, FileFormat format) => new FieldError(path, "file.format").With("expected", format switch
    {
        Forms.FileFormat.Image => "image",
        Forms.FileFormat.Pdf => "pdf",
        Forms.FileFormat.ImageOrPdf => "image-or-pdf",
        _ => throw new InvalidOperationException($"Unknown format {format}"),
    });

    /// <summary>The same file handed in twice for one kind.</summary>
    public static FieldError FileRepeated(string path) => new(path, "file.repeated");

    public static FieldError SignatureMissing(string path) => new(path, "signature.missing");

    public static FieldError SignatureUnknown(string path) => new(path, "signature.unknown");

    public static FieldError SignatureRepeated(string path) => new(path, "signature.repeated");

    private static string Show(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
