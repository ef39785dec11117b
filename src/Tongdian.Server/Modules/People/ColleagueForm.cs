using Tongdian.Domain;
using Tongdian.Domain.Parties;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.People;

/// <summary>What an administrator enters about a colleague.</summary>
public sealed record ColleagueForm(
    string Name, string WorkNumber, string? Phone, IReadOnlyList<string> Roles, IReadOnlyList<string> Departments, IReadOnlyList<string> Regions)
{
    private const int LongestName = 60;
    private const int LongestWorkNumber = 30;

    /// <summary>Roles of the company: all but the customer's.</summary>
    public static IEnumerable<string> StaffRoles => Domain.Processes.Roles.All.Where(r => r != Domain.Processes.Roles.Customer);

    /// <summary>Everything that is wrong; no system administers.</summary>
    internal IEnumerable<FieldError> Faults(Company company, bool system)
    {
        if (string.IsNullOrWhiteSpace(Name))
            yield return new FieldError("name", "field.required");
        else if (FreeText.Fault("name", Name, LongestName) is { } unfit)
            yield return unfit;
        else if (Name.Any(char.IsControl))
            yield return new FieldError("name", "field.characters");
        if (WorkNumber.Length > LongestWorkNumber || !Codes.IsCode(WorkNumber))
            yield return new FieldError("workNumber", "staff.work-number-form");
        if (!string.IsNullOrWhiteSpace(Phone) && PhoneNumber.Parse(Phone).Error is { } wrong)
            yield return new FieldError("phone", wrong.Code);
        foreach (var fault in Chosen("roles", Roles, r => StaffRoles.Contains(r) && !(system && r == Domain.Processes.Roles.Administrator), needed: true)
            .Concat(Chosen("departments", Departments, d => Domain.Processes.Departments.All.Contains(d), needed: false))
            .Concat(Chosen("regions", Regions, r => r is not null && company.Regions.ContainsKey(r), needed: true)))
            yield return fault;
    }

    /// <summary>Writes what was entered, and says what that changes.</summary>
    internal IReadOnlyList<Change> WriteTo(StaffUser user)
    {
        var phone = string.IsNullOrWhiteSpace(Phone) ? null : PhoneNumber.Parse(Phone).Value.Value;
        Change[] changes =
        [
            new("name", user.DisplayName, Name.Trim()), new("workNumber", user.WorkNumber, WorkNumber), new("phone", user.PhoneNumber, phone),
            Change.OfList("roles", user.Roles, Roles), Change.OfList("departments", user.Departments, Departments), Change.OfList("regions", user.Regions, Regions),
        ];
        (user.DisplayName, user.WorkNumber, user.PhoneNumber) = (Name.Trim(), WorkNumber, phone);
        (user.Roles, user.Departments, user.Regions) = ([.. Roles], [.. Departments], [.. Regions]);
        return changes;
    }

    private static IEnumerable<FieldError> Chosen(string field, IReadOnlyList<string> chosen, Func<string, bool> known, bool needed)
    {
        if (needed && chosen.Count == 0)
            yield return new FieldError(field, "field.required");
        for (var i = 0; i < chosen.Count; i++)
        {
            if (!known(chosen[i]))
                yield return new FieldError($"{field}[{i}]", "field.option");
            else if (chosen.Take(i).Contains(chosen[i]))
                yield return new FieldError($"{field}[{i}]", "field.repeated");
        }
    }
}
