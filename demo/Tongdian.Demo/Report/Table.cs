namespace Tongdian.Demo.Report;

/// <summary>A table on the console, in which a Chinese character is two columns wide.</summary>
internal static class Table
{
    /// <summary>Prints rows; the first is the heading.</summary>
    public static void Print(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => Width(row[column]))).ToArray();
        foreach (var (index, row) in rows.Index())
        {
            Console.WriteLine("  " + string.Join("  ", row.Select((cell, column) => cell + new string(' ', widths[column] - Width(cell)))).TrimEnd());
            if (index == 0)
                Console.WriteLine("  " + string.Join("  ", widths.Select(w => new string('─', w))));
        }
    }

    private static int Width(string text) => text.EnumerateRunes().Sum(rune => IsWide(rune.Value) ? 2 : 1);

    // East Asian Width W and F, as far as these texts go (Unicode 16, UAX #11).
    private static bool IsWide(int rune) => rune is
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x20000 and <= 0x3FFFD);
}
