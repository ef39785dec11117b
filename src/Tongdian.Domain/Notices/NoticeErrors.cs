using System.Globalization;

namespace Tongdian.Domain.Notices;

/// <summary>What can be wrong with messages.</summary>
public static class NoticeErrors
{
    /// <summary>A template says nothing.</summary>
    public static readonly Error TemplateEmpty = new(ErrorKind.Invalid, "template.empty");

    /// <summary>A template is longer than <see cref="MessageTemplate.MaxLength"/>.</summary>
    public static readonly Error TemplateTooLong = new(ErrorKind.Invalid, "template.too-long");

    /// <summary>A bracket is open or closed that should not be.</summary>
    public static Error TemplateBrackets(int at) => new Error(ErrorKind.Invalid, "template.brackets").With("at", at.ToString(CultureInfo.InvariantCulture));

    /// <summary>A template names a field that its message does not have.</summary>
    public static Error TemplateField(string field) => new Error(ErrorKind.Invalid, "template.field-unknown").With("field", field);
}
