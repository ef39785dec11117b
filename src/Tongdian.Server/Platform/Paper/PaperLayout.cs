using System.Globalization;
using SkiaSharp;

namespace Tongdian.Server.Platform.Paper;

/// <summary>Gives every part of a document its place on a page.</summary>
internal sealed class PaperLayout
{
    public const float PageWidth = 595;
    public const float PageHeight = 842;
    private const float Side = 57;
    private const float Top = 62;
    private const float Bottom = PageHeight - 62;
    private const float Room = PageWidth - 2 * Side;
    private const float Padding = 6;
    private const float LabelShare = 0.24f;
    private const float Rounding = 0.1f;
    private static readonly SKColor Line = new(0xB5, 0xC0, 0xC2);
    private static readonly SKColor Shade = new(0xE8, 0xF3, 0xF1);

    private readonly PaperFont regular;
    private readonly PaperFont bold;
    private readonly List<List<Mark>> pages = [[]];
    private float y = Top;

    private PaperLayout(PaperFont regular, PaperFont bold) => (this.regular, this.bold) = (regular, bold);

    /// <summary>The pages with what is drawn on each.</summary>
    public static IReadOnlyList<IReadOnlyList<Mark>> Of(PaperDocument document, PaperFont regular, PaperFont bold)
    {
        var layout = new PaperLayout(regular, bold);
        foreach (var (index, part) in document.Parts.Index())
        {
            // A heading stays with what it is the heading of, also where that is one large thing.
            if (part is PaperHeading)
                layout.Need(6 + TextStyle.Heading.LineHeight + 2 + Whole(document.Parts.ElementAtOrDefault(index + 1)));
            layout.Place(part);
        }

        layout.Frame(document);
        return layout.pages;
    }

    /// <summary>One box alone, as a picture has it: where a word is, with small lines below.</summary>
    public static IReadOnlyList<Mark> Stamp(string word, IReadOnlyList<string> lines, float width, float height, PaperFont regular, PaperFont bold)
    {
        var layout = new PaperLayout(regular, bold);
        var below = lines.SelectMany(l => layout.Broken(l, TextStyle.Note, width - 2 * Padding)).ToList();
        var top = height - Padding - below.Count * TextStyle.Note.LineHeight;
        layout.Word(word, Padding, width - 2 * Padding, Padding, top - Padding);
        foreach (var (index, line) in below.Index())
            layout.Write(line, TextStyle.Note, PaperAlign.Left, Padding, width - 2 * Padding, top + index * TextStyle.Note.LineHeight);
        return layout.pages[0];
    }

    private static float Whole(PaperPart? part) => part switch
    {
        PaperDrawing drawing => DrawingMarks.Size(drawing, Room)?.Height + 8 ?? 0,
        PaperBoxes boxes => boxes.PictureHeight + 5 * TextStyle.Cell.LineHeight,
        _ => 0,
    };

    private void Place(PaperPart part)
    {
        switch (part)
        {
            case PaperTitle p:
                Lines(p.Text, TextStyle.Title, PaperAlign.Centre);
                y += 10;
                break;
            case PaperHeading p:
                // With room for two lines of what it is the heading of.
                y += 6;
                Need(TextStyle.Heading.LineHeight + 2 * TextStyle.Body.LineHeight);
                Lines(p.Text, TextStyle.Heading, PaperAlign.Left);
                y += 2;
                break;
            case PaperParagraph p:
                Lines(p.Text, p.Note ? TextStyle.Note : TextStyle.Body, p.Align);
                y += 4;
                break;
            case PaperValues p:
                Grid([Room * LabelShare, Room * (1 - LabelShare)], [PaperAlign.Left, PaperAlign.Left], null, [.. p.Values.Select(v => new[] { v.Label, v.Value })], shadeFirst: true);
                break;
            case PaperRows p:
                var sum = p.Columns.Sum(c => c.Width);
                Grid([.. p.Columns.Select(c => Room * c.Width / sum)], [.. p.Columns.Select(c => c.Align)], [.. p.Columns.Select(c => c.Head)], p.Rows, shadeFirst: false);
                break;
            case PaperBoxes p:
                Boxes(p);
                break;
            case PaperQr p:
                Qr(p);
                break;
            case PaperDrawing p:
                Drawing(p);
                break;
            case PaperPageBreak:
                NewPage();
                break;
            default:
                throw new InvalidOperationException($"Unknown part {part.GetType().Name}");
        }
    }

    private void Lines(string text, TextStyle style, PaperAlign align)
    {
        foreach (var line in Broken(text, style, Room))
        {
            Need(style.LineHeight);
            Write(line, style, align, Side, Room, y);
            y += style.LineHeight;
        }
    }

    private void Grid(float[] widths, PaperAlign[] aligns, IReadOnlyList<string>? heads, IReadOnlyList<IReadOnlyList<string>> rows, bool shadeFirst)
    {
        var head = heads is null ? null : Row(heads, TextStyle.CellHead);
        var highest = Bottom - Top - Height(head);
        if (head is not null)
        {
            Need(Height(head) + 2 * TextStyle.Cell.LineHeight);
            Draw(head, TextStyle.CellHead, shadeAll: true);
        }

        foreach (var texts in rows)
        {
            var row = Row(texts, TextStyle.Cell);
            // A row stays whole where it can: only one that is higher than a page goes on over the next.
            while (Height(row) > Bottom - y + Rounding)
            {
                var fitting = (int)((Bottom - y - Padding) / TextStyle.Cell.LineHeight);
                if (Height(row) > highest && fitting > 0)
                {
                    Draw([.. row.Select(cell => cell.Take(fitting).ToArray())], TextStyle.Cell, shadeAll: false);
                    row = [.. row.Select(cell => cell.Skip(fitting).ToArray())];
                }

                NewPage();
                if (head is not null)
                    Draw(head, TextStyle.CellHead, shadeAll: true);
            }

            Draw(row, TextStyle.Cell, shadeAll: false);
        }

        y += 8;

        string[][] Row(IReadOnlyList<string> texts, TextStyle style) => [.. widths.Select((w, i) => Broken(texts[i], style, w - 2 * Padding).ToArray())];

        static float Height(string[][]? row) => row is null ? 0 : row.Max(c => c.Length) * TextStyle.Cell.LineHeight + Padding;

        void Draw(string[][] row, TextStyle style, bool shadeAll)
        {
            var x = Side;
            for (var i = 0; i < row.Length; x += widths[i++])
            {
                var cell = SKRect.Create(x, y, widths[i], Height(row));
                if (shadeAll || (shadeFirst && i == 0))
                    pages[^1].Add(new BoxMark(cell, Shade, Filled: true));
                pages[^1].Add(new BoxMark(cell, Line, Filled: false));
                for (var line = 0; line < row[i].Length; line++)
                    Write(row[i][line], style, aligns[i], x + Padding, widths[i] - 2 * Padding, y + Padding / 2 + line * style.LineHeight);
            }

            y += Height(row);
        }
    }

    private void Boxes(PaperBoxes part)
    {
        const float gap = 12;
        var width = (Room - gap * (part.Boxes.Count - 1)) / part.Boxes.Count;
        var inner = width - 2 * Padding;
        var texts = part.Boxes.Select(b => (Head: Broken(b.Heading, TextStyle.CellHead, inner), Below: b.Lines.SelectMany(l => Broken(l, TextStyle.Note, inner)).ToList())).ToList();
        var head = texts.Max(t => t.Head.Count) * TextStyle.CellHead.LineHeight;
        var height = head + part.PictureHeight + texts.Max(t => t.Below.Count) * TextStyle.Note.LineHeight + 3 * Padding;
        Need(height);
        for (var i = 0; i < part.Boxes.Count; i++)
        {
            // A box with nothing in it is room that is left free.
            if (part.Boxes[i] is { Heading: "", Lines: [], Picture: null, Word: null })
                continue;
            var x = Side + i * (width + gap);
            pages[^1].Add(new BoxMark(SKRect.Create(x, y, width, height), Line, Filled: false));
            var at = y + Padding;
            foreach (var (index, line) in texts[i].Head.Index())
                Write(line, TextStyle.CellHead, PaperAlign.Left, x + Padding, inner, at + index * TextStyle.CellHead.LineHeight);
            at += head;
            if (part.Boxes[i].Picture is { } picture)
                pages[^1].Add(new PictureMark(picture, SKRect.Create(x + Padding, at, inner, part.PictureHeight)));
            else if (part.Boxes[i].Word is { } word)
                Word(word, x + Padding, inner, at, part.PictureHeight);
            at += part.PictureHeight + Padding;
            foreach (var (index, line) in texts[i].Below.Index())
                Write(line, TextStyle.Note, PaperAlign.Left, x + Padding, inner, at + index * TextStyle.Note.LineHeight);
        }

        y += height + 8;
    }

    /// <summary>A word in the middle of its room: large, or smaller when it would need a second line.</summary>
    private void Word(string word, float left, float room, float top, float height)
    {
        var style = Broken(word, TextStyle.Word, room).Count == 1 ? TextStyle.Word : TextStyle.Cell;
        var lines = Broken(word, style, room);
        foreach (var (index, line) in lines.Index())
            Write(line, style, PaperAlign.Centre, left, room, top + (height - lines.Count * style.LineHeight) / 2 + index * style.LineHeight);
    }

    private void Qr(PaperQr part)
    {
        var caption = Broken(part.Caption, TextStyle.Note, Room);
        Need(part.Side + caption.Count * TextStyle.Note.LineHeight + 4);
        var left = Side + Slack(part.Align, Room - part.Side);
        pages[^1].Add(new QrMark(part.Content, SKRect.Create(left, y, part.Side, part.Side)));
        y += part.Side + 4;
        foreach (var line in caption)
        {
            Write(line, TextStyle.Note, part.Align, Side, Room, y);
            y += TextStyle.Note.LineHeight;
        }

        y += 8;
    }

    private void Drawing(PaperDrawing part)
    {
        if (DrawingMarks.Size(part, Room) is not { } size)
            return;
        Need(size.Height + 8);
        var box = SKRect.Create(Side + (Room - size.Width) / 2, y, size.Width, size.Height);
        pages[^1].Add(new BoxMark(box, Line, Filled: false));
        pages[^1].AddRange(DrawingMarks.Of(part, box, regular, bold));
        y += size.Height + 8;
    }

    /// <summary>Head and foot of every page, once the number of pages is known.</summary>
    private void Frame(PaperDocument document)
    {
        for (var page = 0; page < pages.Count; page++)
        {
            if (document.Header is { } header)
                Write(Broken(header, TextStyle.Note, Room)[0], TextStyle.Note, PaperAlign.Left, Side, Room, 36, page);
            if (document.Footer is { } footer)
                Write(Broken(footer, TextStyle.Note, Room * 0.75f)[0], TextStyle.Note, PaperAlign.Left, Side, Room, PageHeight - 46, page);
            if (document.PageNumber is { } number)
                Write(regular.Printable(string.Format(CultureInfo.InvariantCulture, number, page + 1, pages.Count)), TextStyle.Note, PaperAlign.Right, Side, Room, PageHeight - 46, page);
        }
    }

    private IReadOnlyList<string> Broken(string text, TextStyle style, float room) =>
        LineBreaking.Break(Font(style).Printable(text), room, r => Font(style).Width(r, style.Size));

    private void Write(string line, TextStyle style, PaperAlign align, float left, float room, float top, int? page = null)
    {
        if (line.Length == 0)
            return;
        var x = left + Slack(align, room - line.EnumerateRunes().Sum(r => Font(style).Width(r, style.Size)));
        // The base line of these fonts is where their letters, 0.88 high and 0.12 deep, stand in the middle of the line.
        pages[page ?? ^1].Add(new TextMark(line, x, top + (style.LineHeight - style.Size) / 2 + 0.88f * style.Size, style));
    }

    private PaperFont Font(TextStyle style) => style.Bold ? bold : regular;

    private static float Slack(PaperAlign align, float slack) => align switch
    {
        PaperAlign.Left => 0,
        PaperAlign.Centre => slack / 2,
        PaperAlign.Right => slack,
        _ => throw new InvalidOperationException($"Unknown alignment {align}"),
    };

    /// <summary>What is this high begins a new page when this one has no room for it.</summary>
    private void Need(float height)
    {
        if (y + height > Bottom && y > Top)
            NewPage();
    }

    private void NewPage()
    {
        pages.Add([]);
        y = Top;
    }
}
