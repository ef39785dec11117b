using Tongdian.Domain;
using Tongdian.Server.Resources;

namespace Tongdian.Server.Modules.Cases.Desk;

/// <summary>A refusal in one line: what concerns fields is said after it.</summary>
public static class Words
{
    /// <summary>The line.</summary>
    public static string Of(Error error) => error.Fields.IsEmpty
        ? ErrorTexts.Line(error.Code, error.Values)
        : string.Join(' ', error.Fields.Select(f => ErrorTexts.Line(f.Code, f.Values)).Prepend(ErrorTexts.Title(error.Code)).Distinct());
}
