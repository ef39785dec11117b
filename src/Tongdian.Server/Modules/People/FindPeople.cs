namespace Tongdian.Server.Modules.People;

/// <summary>Regions for everybody; colleagues for colleagues.</summary>
public static class FindPeople
{
    /// <summary>A region a customer can apply in.</summary>
    public sealed record RegionView(string Code, string? Parent, string Name);

    /// <summary>A colleague to whom work can be given.</summary>
    public sealed record StaffView(string Id, string Name, string WorkNumber, IReadOnlyList<string> Roles, IReadOnlyList<string> Departments, IReadOnlyList<string> Regions);

    internal static async Task<IResult> ListRegions(CompanyDirectory directory, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        return TypedResults.Ok(company.Regions.Values
            .OrderBy(r => r.Code, StringComparer.Ordinal)
            .Select(r => new RegionView(r.Code, r.Parent, r.Name)));
    }

    internal static async Task<IResult> ListStaff(string? role, HttpContext http, CompanyDirectory directory, CancellationToken cancel)
    {
        var asking = StaffAccess.Me(http);
        var company = await directory.Get(cancel);
        var seen = company.CoveredBy(asking);
        return TypedResults.Ok(company.People
            .Where(s => s.Active && (role is null || s.Roles.Contains(role)) && s.Regions.Any(r => seen.Contains(r) || asking.Regions.Any(own => company.Covers(s, own))))
            .OrderBy(s => s.WorkNumber, StringComparer.Ordinal)
            .Select(s => new StaffView(s.Id, s.Name, s.WorkNumber, s.Roles, s.Departments, s.Regions)));
    }
}
