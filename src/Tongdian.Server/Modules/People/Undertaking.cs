using System.Globalization;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.People;

/// <summary>Something that is to be done: what, by whom, and by which day.</summary>
public sealed record Undertaking(string What, string Owner, DateOnly Until)
{
    private const int LongestText = 500;

    /// <summary>Everything that is wrong with it, by the fields <c>what</c>, <c>owner</c> and <c>until</c>.</summary>
    public IEnumerable<FieldError> Faults(Company company, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(What))
            yield return new FieldError("what", "field.required");
        else if (FreeText.Fault("what", What, LongestText) is { } unfit)
            yield return unfit;
        if (company.Person(Owner) is null)
            yield return new FieldError("owner", "staff.unknown");
        if (Until < today)
            yield return new FieldError("until", "date.in-the-past").With("today", today.ToString("O", CultureInfo.InvariantCulture));
    }
}
