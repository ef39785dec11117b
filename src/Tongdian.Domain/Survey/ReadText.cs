namespace Tongdian.Domain.Survey;

/// <summary>A part of a picture: pixels of the upright picture, from its upper left corner.</summary>
/// <param name="Left">To the right.</param>
/// <param name="Top">Downwards.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
public sealed record PictureBox(int Left, int Top, int Width, int Height)
{
    /// <summary>The least box around both.</summary>
    public PictureBox With(PictureBox other)
    {
        var (left, top) = (Math.Min(Left, other.Left), Math.Min(Top, other.Top));
        return new PictureBox(
            left, top, Math.Max(Left + Width, other.Left + other.Width) - left, Math.Max(Top + Height, other.Top + other.Height) - top);
    }
}

/// <summary>A line of text as a machine read it.</summary>
/// <param name="Text">What it read.</param>
/// <param name="Confidence">How sure it is, 0 to 1; no probability.</param>
/// <param name="Box">Where it stands.</param>
public sealed record TextLine(string Text, double Confidence, PictureBox Box);

/// <summary>A value that was read: a proposal, never more.</summary>
/// <param name="Value">In one spelling.</param>
/// <param name="Confidence">How sure the reader is, 0 to 1; lower when signs had to be taken for others.</param>
/// <param name="Box">Where it stands; null when nobody knows.</param>
public sealed record ReadValue(string Value, double Confidence, PictureBox? Box);
