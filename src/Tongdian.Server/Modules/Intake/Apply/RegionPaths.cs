using Tongdian.Server.Modules.People;

namespace Tongdian.Server.Modules.Intake.Apply;

/// <summary>Regions as people read them: from the province down.</summary>
public static class RegionPaths
{
    /// <summary>One region: <c>示范省 / 示范市 / 示范县</c>; nothing for a code that is none.</summary>
    public static string Of(Company company, string? code) => code is null
        ? ""
        : string.Join(" / ", company.Upwards(code).Reverse().Select(c => company.Regions[c]).Select(r => r.Name));

    /// <summary>All regions, each after the one above it.</summary>
    public static IReadOnlyList<(string Code, string Path)> All(Company company) =>
        [.. company.Regions.Keys.OrderBy(c => string.Join('/', company.Upwards(c).Reverse()), StringComparer.Ordinal).Select(c => (c, Of(company, c)))];
}
