using Tongdian.Domain;
using Tongdian.Server.Resources;

namespace Tongdian.Server.Platform.Look;

/// <summary>What is wrong on a page, in words: what concerns a field stands beside it, and all of it at the top.</summary>
public sealed class PageFaults
{
    private readonly List<(string Field, string Text)> fields;

    private readonly Func<string, string?>? label;

    private PageFaults(string title, string? detail, List<(string Field, string Text)> fields, Func<string, string?>? label) =>
        (Title, Detail, this.fields, this.label) = (title, detail, fields, label);

    /// <summary>What happened.</summary>
    public string Title { get; }

    /// <summary>What to do; null when the fields say it.</summary>
    public string? Detail { get; }

    /// <summary>The fields with what is wrong, in the order they were found.</summary>
    public IReadOnlyList<(string Field, string Text)> Fields => fields;

    /// <summary>
    /// The words for an error; <paramref name="name"/> gives a field's path its name on the page, <paramref name="label"/> a field what people
    /// call it, for the top of a long form.
    /// </summary>
    public static PageFaults Of(Error error, Func<string, string>? name = null, Func<string, string?>? label = null) => new(
        ErrorTexts.Title(error.Code),
        error.Fields.IsEmpty ? ErrorTexts.Detail(error.Code, error.Values) : null,
        [.. error.Fields.Select(f => (name?.Invoke(f.Field) ?? f.Field, ErrorTexts.Line(f.Code, f.Values))).Distinct()],
        label);

    /// <summary>What people call a field; null when what is wrong with it says enough.</summary>
    public string? Label(string field) => label?.Invoke(field);

    /// <summary>What is wrong with one field.</summary>
    public IReadOnlyList<string> Of(string field) => [.. fields.Where(f => f.Field == field).Select(f => f.Text)];
}
