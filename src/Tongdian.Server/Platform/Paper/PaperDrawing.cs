using System.Runtime.InteropServices;

namespace Tongdian.Server.Platform.Paper;

/// <summary>
/// A drawing in a box: lines, points and texts in coordinates of its own, x to the right and y downwards. It is made as large as fits; what lies outside
/// is cut off, so that nothing is ever drawn beyond the box. Widths of lines and sizes of points and letters are those of the paper.
/// </summary>
/// <param name="Width">How far x goes.</param>
/// <param name="Height">How far y goes.</param>
/// <param name="Shapes">What is drawn, the first one at the bottom.</param>
public sealed record PaperDrawing(float Width, float Height, IReadOnlyList<PaperShape> Shapes) : PaperPart
{
    /// <summary>No higher than this, in points.</summary>
    public float Highest { get; init; } = 320;

    /// <summary>What it shows, for those who cannot see it.</summary>
    public string Label { get; init; } = "";
}

/// <summary>Something in a drawing.</summary>
public abstract record PaperShape
{
    /// <summary>What it is drawn with.</summary>
    public PaperInk Ink { get; init; }
}

/// <summary>A line through points.</summary>
public sealed record PaperLine(IReadOnlyList<PaperPoint> Points) : PaperShape
{
    /// <summary>Its width on paper, in points.</summary>
    public float Thickness { get; init; } = 1;

    public bool Dashed { get; init; }
}

/// <summary>A round point.</summary>
public sealed record PaperDot(PaperPoint At) : PaperShape
{
    /// <summary>On paper, in points.</summary>
    public float Radius { get; init; } = 2;

    public bool Hollow { get; init; }
}

/// <summary>A line of text beside a place: <paramref name="At"/> is the left end, the middle or the right end of its base line. It is moved into the box, and cut short when it is longer.</summary>
public sealed record PaperText(PaperPoint At, string Text) : PaperShape
{
    public PaperAlign Align { get; init; }

    public bool Bold { get; init; }
}

/// <summary>A place in a drawing.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PaperPoint(float X, float Y);

/// <summary>What is drawn with.</summary>
public enum PaperInk
{
    Black,
    Grey,
    Teal,
    Red,
}
