using Tongdian.Domain;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>What somebody writes: something, not endless, nothing hidden in it. Everything else is kept to the letter.</summary>
internal static class EnquiryText
{
    /// <summary>The longest, in characters as a browser counts them.</summary>
    public const int Longest = 4_000;

    /// <summary>What is wrong with it.</summary>
    public static FieldError? Fault(string field, string? text) =>
        string.IsNullOrWhiteSpace(text) ? new FieldError(field, "field.required") : FreeText.Fault(field, text.ReplaceLineEndings("\n"), Longest);

    /// <summary>The text as it is kept; or what is wrong with it.</summary>
    public static Result<string> Read(string field, string? text) =>
        Fault(field, text) is { } fault ? new Error(ErrorKind.Invalid, "request.invalid").For([fault]) : text!.ReplaceLineEndings("\n").Trim();
}
