using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Tongdian.Server.Modules.Supply;

/// <summary>
/// The text of a contract as a file has it: one <c># title</c>, <c>## headings</c>, rows <c>| label | value |</c>, paragraphs, and in all of them
/// <c>{{facts}}</c>.
/// </summary>
internal sealed partial record ContractTemplate(string Title, ImmutableArray<ContractTemplate.Section> Sections)
{
    /// <summary>What stands under a heading; what stands before the first has none.</summary>
    public sealed record Section(string? Heading, ImmutableArray<Line> Lines);

    /// <summary>A row when it has a label, else a paragraph.</summary>
    public sealed record Line(int Number, string? Label, string Text)
    {
        /// <summary>The facts it names.</summary>
        public IEnumerable<string> Facts => Place().Matches(Text).Select(m => m.Groups["fact"].Value);

        /// <summary>The text with each fact put in.</summary>
        public string With(Func<string, string> fact) => Place().Replace(Text, m => fact(m.Groups["fact"].Value));
    }

    /// <summary>Reads a file. What cannot be is told with its line, rule and words.</summary>
    public static ContractTemplate Read(string text, Action<int, string, string> refuse)
    {
        string? title = null;
        var sections = new List<(string? Heading, List<Line> Lines)> { (null, []) };
        foreach (var (index, raw) in text.ReplaceLineEndings("\n").Split('\n').Index())
        {
            var (number, line) = (index + 1, raw.Trim());
            if (line.Length == 0)
                continue;
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                if (title is not null)
                    refuse(number, "title-twice", "a contract has one title");
                title = line[2..].Trim();
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                sections.Add((line[3..].Trim(), []));
            }
            else if (line.StartsWith('|'))
            {
                var cells = line.Trim('|').Split('|');
                if (cells.Length == 2)
                    sections[^1].Lines.Add(new Line(number, cells[0].Trim(), cells[1].Trim()));
                else
                    refuse(number, "row-form", "a row is | label | value |");
            }
            else
            {
                sections[^1].Lines.Add(new Line(number, null, line));
            }

            if (Place().Replace(line, "").Contains("{{", StringComparison.Ordinal) || Place().Replace(line, "").Contains("}}", StringComparison.Ordinal))
                refuse(number, "fact-form", "a fact is written {{name}}");
        }

        if (title is null)
            refuse(1, "title-missing", "a contract begins with # and its title");
        return new ContractTemplate(title ?? "", [.. sections.Where(s => s.Lines.Count > 0 || s.Heading is not null).Select(s => new Section(s.Heading, [.. s.Lines]))]);
    }

    [GeneratedRegex(@"\{\{(?<fact>[A-Za-z][A-Za-z0-9.-]*)\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
