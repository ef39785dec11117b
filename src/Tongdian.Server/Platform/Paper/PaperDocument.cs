namespace Tongdian.Server.Platform.Paper;

/// <summary>A document as it is to be read, before it has pages: A4, upright. The same document always makes the same bytes.</summary>
/// <param name="Title">What it is, for the window of the reader; print it with a <see cref="PaperTitle"/>.</param>
/// <param name="MadeAt">When it was made, as the file tells.</param>
/// <param name="Parts">What stands in it, from top to bottom.</param>
public sealed record PaperDocument(string Title, DateTimeOffset MadeAt, IReadOnlyList<PaperPart> Parts)
{
    /// <summary>Who makes it: the company.</summary>
    public string Author { get; init; } = "";

    /// <summary>Small line at the top of every page.</summary>
    public string? Header { get; init; }

    /// <summary>Small line at the foot of every page, left.</summary>
    public string? Footer { get; init; }

    /// <summary>The number of the page at its foot, right: <c>{0}</c> is the page, <c>{1}</c> the number of pages.</summary>
    public string? PageNumber { get; init; }
}

/// <summary>Something that stands in a document.</summary>
public abstract record PaperPart;

/// <summary>The title on the paper, centred.</summary>
public sealed record PaperTitle(string Text) : PaperPart;

/// <summary>The heading of what follows; never alone at the foot of a page.</summary>
public sealed record PaperHeading(string Text) : PaperPart;

/// <summary>A paragraph. A line break in it is kept.</summary>
public sealed record PaperParagraph(string Text) : PaperPart
{
    public PaperAlign Align { get; init; }

    /// <summary>Smaller and grey: what explains, not what counts.</summary>
    public bool Note { get; init; }
}

/// <summary>Labels with their values, in a grid.</summary>
public sealed record PaperValues(IReadOnlyList<PaperValue> Values) : PaperPart;

/// <summary>A label with its value.</summary>
public sealed record PaperValue(string Label, string Value);

/// <summary>Rows under column heads. The heads are repeated on every page that the rows reach.</summary>
/// <param name="Columns">From left to right.</param>
/// <param name="Rows">A text for every column.</param>
public sealed record PaperRows(IReadOnlyList<PaperColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : PaperPart;

/// <summary>A column; <paramref name="Width"/> is its share of the sum of all widths.</summary>
public sealed record PaperColumn(string Head, float Width)
{
    public PaperAlign Align { get; init; }
}

/// <summary>Boxes side by side that stay on one page, such as signatures, or pictures with what they show.</summary>
public sealed record PaperBoxes(IReadOnlyList<PaperBox> Boxes) : PaperPart
{
    /// <summary>Room for the picture of each, in points.</summary>
    public float PictureHeight { get; init; } = 64;
}

/// <summary>A box with a heading, a picture or a word in its place, and lines below.</summary>
/// <param name="Heading">Above: who signs, what is seen.</param>
/// <param name="Lines">Below: name, time.</param>
public sealed record PaperBox(string Heading, IReadOnlyList<string> Lines)
{
    /// <summary>PNG or JPEG; its bytes have been read to their end before.</summary>
    public byte[]? Picture { get; init; }

    /// <summary>Where there is no picture: a typed signature.</summary>
    public string? Word { get; init; }
}

/// <summary>A QR code with a line below it.</summary>
public sealed record PaperQr(string Content, string Caption) : PaperPart
{
    /// <summary>Its side, in points.</summary>
    public float Side { get; init; } = 90;

    public PaperAlign Align { get; init; }
}

/// <summary>What follows begins a new page.</summary>
public sealed record PaperPageBreak : PaperPart;

/// <summary>Where a text stands in its room.</summary>
public enum PaperAlign
{
    Left,
    Centre,
    Right,
}
