using System.Net;
using System.Text.RegularExpressions;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A page as a visitor without scripts has it: what it says, its links, its forms.</summary>
public sealed partial class WebPage(int status, string address, string html)
{
    private static readonly HashSet<string> Empty = new(["input", "br", "meta", "link", "img", "hr"], StringComparer.Ordinal);

    private readonly List<Control> controls = [];
    private readonly List<(string Text, string To)> links = [];
    private bool read;

    public int Status { get; } = status;

    /// <summary>Path and query.</summary>
    public string Address { get; } = address;

    public string Html { get; } = html;

    /// <summary>Everything that can be read on it.</summary>
    public string Text => Plain(Html);

    /// <summary>The first heading.</summary>
    public string Heading => Plain(Headings().Match(Html).Groups["text"].Value);

    /// <summary>What stands beside the fields that are wrong.</summary>
    public IReadOnlyList<string> Faults => [.. Why().Matches(Html).Select(m => Plain(m.Groups["text"].Value))];

    /// <summary>The labels of everything that can be filled in.</summary>
    public IReadOnlyList<string> Labels => [.. Read().Where(c => c.Type is not ("hidden" or "submit")).Select(c => c.Label)];

    /// <summary>What stands in a field.</summary>
    public string Value(string label) => Find(label).Value;

    /// <summary>Whether an answer is chosen or a box ticked.</summary>
    public bool IsChosen(string label) => Find(label).Checked;

    /// <summary>Where a link leads; one whose words are these, or else the first that begins with them.</summary>
    public string Link(string text)
    {
        Read();
        var to = links.FirstOrDefault(l => l.Text == text).To ?? links.FirstOrDefault(l => l.Text.StartsWith(text, StringComparison.Ordinal)).To;
        return to ?? throw new InvalidOperationException($"{Address} has no link {text}: {string.Join(" | ", links.Select(l => l.Text))}");
    }

    /// <summary>What a browser would send when the form is filled in and the button pressed.</summary>
    internal (string Action, List<(string Name, string Value)> Fields, List<(string Name, ChosenFile File)> Files) Fill(
        string button, IReadOnlyList<(string Label, object Value)> filled)
    {
        var pressed = Read().FirstOrDefault(c => c.Type == "submit" && c.Label == button) ?? Read().FirstOrDefault(c => c.Type == "submit" && c.Label.StartsWith(button, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{Address} has no button {button}: {Text}");
        var own = Read().Where(c => c.Form == pressed.Form).Select(c => c with { }).ToList();
        var files = new List<(string, ChosenFile)>();
        foreach (var (label, value) in filled)
        {
            var control = Find(label, own);
            switch (value)
            {
                case ChosenFile file:
                    files.Add((control.Name, file));
                    break;
                case bool chosen:
                    foreach (var other in own.Where(c => c.Type == "radio" && c.Name == control.Name))
                        other.Checked = false;
                    control.Checked = chosen;
                    break;
                default:
                    control.Value = control.Options.FirstOrDefault(o => o.Text == (string)value).Value ?? (string)value;
                    break;
            }
        }

        var fields = own.Where(c => c.Name.Length > 0 && c.Type switch
        {
            "radio" or "checkbox" => c.Checked,
            "submit" => c.Form == pressed.Form && c.Label == pressed.Label && c.Value == pressed.Value,
            "file" => false,
            _ => true,
        }).Select(c => (c.Name, c.Value)).ToList();
        return (pressed.Action is { Length: > 0 } action ? action : Address, fields, files);
    }

    private Control Find(string label, IReadOnlyList<Control>? among = null)
    {
        var there = (among ?? Read()).Where(c => c.Type is not ("hidden" or "submit")).ToList();
        return there.Find(c => c.Label == label) ?? there.Find(c => c.Label.StartsWith(label, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{Address} has no field {label}: {string.Join(" | ", there.Select(c => c.Label))}");
    }

    // One walk over the tags; our pages are well formed.
    private List<Control> Read()
    {
        if (read)
            return controls;
        read = true;
        var labels = Label().Matches(Html).Where(m => m.Groups["for"].Success).GroupBy(m => Decode(m.Groups["for"].Value), m => Plain(m.Groups["text"].Value), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var (form, action) = (0, "");
        foreach (var tag in Tag().Matches(Html).Cast<Match>())
        {
            var name = tag.Groups["name"].Value;
            var attributes = Attribute().Matches(tag.Groups["attributes"].Value).ToDictionary(a => a.Groups["name"].Value, a => Decode(a.Groups["value"].Value), StringComparer.Ordinal);
            string Of(string attribute) => attributes.GetValueOrDefault(attribute, "");
            string Inner() => Empty.Contains(name) ? "" : Html[(tag.Index + tag.Length)..Html.IndexOf($"</{name}>", tag.Index, StringComparison.Ordinal)];
            switch (name)
            {
                case "form":
                    (form, action) = (form + 1, Of("action"));
                    break;
                case "a":
                    links.Add((Plain(Inner()), Of("href")));
                    break;
                case "input":
                    controls.Add(new Control(form, action, Of("type") is { Length: > 0 } type ? type : "text", Of("name"), LabelOf(Of("id"), tag.Index)) { Value = Of("value"), Checked = attributes.ContainsKey("checked") });
                    break;
                case "textarea":
                    controls.Add(new Control(form, action, "text", Of("name"), LabelOf(Of("id"), tag.Index)) { Value = Decode(Inner()) });
                    break;
                case "select":
                    var options = Option().Matches(Inner()).Select(o => (Text: Plain(o.Groups["text"].Value), Value: Decode(o.Groups["value"].Value), Selected: o.Value.Contains(" selected", StringComparison.Ordinal))).ToList();
                    controls.Add(new Control(form, action, "select", Of("name"), LabelOf(Of("id"), tag.Index))
                    {
                        Value = options.Find(o => o.Selected).Value ?? options[0].Value, Options = [.. options.Select(o => (o.Text, o.Value))],
                    });
                    break;
                case "button" when Of("type") == "submit":
                    controls.Add(new Control(form, action, "submit", Of("name"), Plain(Inner())) { Value = Of("value") });
                    break;
            }
        }

        return controls;

        string LabelOf(string id, int at)
        {
            if (labels.TryGetValue(id, out var text))
                return text;
            var around = Html.LastIndexOf("<label", at, StringComparison.Ordinal);
            var end = around < 0 ? -1 : Html.IndexOf("</label>", around, StringComparison.Ordinal);
            return end > at ? Plain(Html[around..end]) : "";
        }
    }

    private static string Plain(string html) => Space().Replace(Decode(AnyTag().Replace(html, " ")), " ").Trim();

    private static string Decode(string html) => WebUtility.HtmlDecode(html);

    private sealed record Control(int Form, string Action, string Type, string Name, string Label)
    {
        public string Value { get; set; } = "";

        public bool Checked { get; set; }

        public IReadOnlyList<(string Text, string Value)> Options { get; init; } = [];
    }

    [GeneratedRegex("<(?<name>form|a|input|textarea|select|button)\\b(?<attributes>[^>]*)>", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Tag();

    [GeneratedRegex("(?<name>[a-z-]+)(=\"(?<value>[^\"]*)\")?", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Attribute();

    [GeneratedRegex("<option value=\"(?<value>[^\"]*)\"[^>]*>(?<text>.*?)</option>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 2000)]
    private static partial Regex Option();

    [GeneratedRegex("<label( for=\"(?<for>[^\"]*)\")?[^>]*>(?<text>.*?)</label>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 2000)]
    private static partial Regex Label();

    [GeneratedRegex("<h1[^>]*>(?<text>.*?)</h1>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 2000)]
    private static partial Regex Headings();

    [GeneratedRegex("<p class=\"why\"[^>]*>(?<text>.*?)</p>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 2000)]
    private static partial Regex Why();

    [GeneratedRegex("<svg.*?</svg>|<script.*?</script>|<[^>]*>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 2000)]
    private static partial Regex AnyTag();

    [GeneratedRegex("\\s+", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Space();
}
