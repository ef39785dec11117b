using System.Collections.Immutable;
using System.Text;

namespace Tongdian.Domain.Notices;

/// <summary>
/// A text with fields: <c>{stage}</c> stands for a value, and what is between <c>[</c> and <c>]</c> is left out when a field in it has none.
/// Brackets do not nest.
/// </summary>
public sealed class MessageTemplate
{
    /// <summary>The longest text of a template, in characters.</summary>
    public const int MaxLength = 2000;

    /// <summary>So much of a value is shown, in characters: what a person wrote does not drown the rest.</summary>
    public const int MaxValueLength = 300;

    private readonly ImmutableArray<Part> parts;

    private MessageTemplate(ImmutableArray<Part> parts) => this.parts = parts;

    // A piece of text, or a field; of one optional passage, or (0) of none.
    private sealed record Part(string? Words, string? Field, int Passage);

    /// <summary>The fields that it names.</summary>
    public IEnumerable<string> Fields => parts.Select(p => p.Field).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>
    /// Reads a template. Errors: <c>template.empty</c>, <c>template.too-long</c>, <c>template.brackets</c> (one is open or closed that should not be; the
    /// value <c>at</c> says where, from 1 on), <c>template.field-unknown</c> (the value <c>field</c> says which).
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="known">The fields that it may name.</param>
    public static Result<MessageTemplate> Read(string text, IReadOnlyCollection<string> known)
    {
        if (string.IsNullOrWhiteSpace(text))
            return NoticeErrors.TemplateEmpty;
        if (text.Length > MaxLength)
            return NoticeErrors.TemplateTooLong;
        var found = ImmutableArray.CreateBuilder<Part>();
        var (words, passage, passages) = (new StringBuilder(), 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '{':
                    var end = text.IndexOfAny(['{', '}', '[', ']'], i + 1);
                    if (end < 0 || text[end] != '}')
                        return NoticeErrors.TemplateBrackets(i + 1);
                    var field = text[(i + 1)..end];
                    if (!known.Contains(field))
                        return NoticeErrors.TemplateField(field);
                    Close();
                    found.Add(new Part(null, field, passage));
                    i = end;
                    break;
                case '[' when passage == 0:
                    Close();
                    passage = ++passages;
                    break;
                case ']' when passage != 0:
                    Close();
                    passage = 0;
                    break;
                case '}' or '[' or ']':
                    return NoticeErrors.TemplateBrackets(i + 1);
                default:
                    words.Append(text[i]);
                    break;
            }
        }

        Close();
        return passage == 0 ? new MessageTemplate(found.ToImmutable()) : NoticeErrors.TemplateBrackets(text.Length);

        void Close()
        {
            if (words.Length > 0)
                found.Add(new Part(words.ToString(), null, passage));
            words.Clear();
        }
    }

    /// <summary>The text with the values. A field outside an optional passage that has no value is left empty.</summary>
    /// <param name="values">Values by field. Line breaks in them become spaces, so that nobody's words can look like ours.</param>
    public string Write(IReadOnlyDictionary<string, string> values)
    {
        var left = parts.Where(p => p.Field is { } field && p.Passage > 0 && Value(field).Length == 0).Select(p => p.Passage).ToHashSet();
        return string.Concat(parts.Where(p => !left.Contains(p.Passage)).Select(p => p.Words ?? Value(p.Field!)));

        string Value(string field) => values.TryGetValue(field, out var value) ? OneLine(value) : "";
    }

    private static string OneLine(string value)
    {
        var line = string.Concat(value.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
        if (line.Length <= MaxValueLength)
            return line;
        var end = char.IsHighSurrogate(line[MaxValueLength - 2]) ? MaxValueLength - 2 : MaxValueLength - 1;
        return line[..end] + "…";
    }
}
