using Tongdian.Domain;

namespace Tongdian.Server.Modules.People;

/// <summary>What systems of the company can be allowed: to read or to write what lies below the first part of a path.</summary>
public sealed class SystemScopes(EndpointDataSource endpoints)
{
    private const int Most = 50;

    /// <summary>Everything that is wrong with a choice of them, by the field <c>scopes</c>.</summary>
    internal IEnumerable<FieldError> Faults(IReadOnlyList<string> chosen)
    {
        if (chosen.Count is 0 or > Most)
            yield return new FieldError("scopes", "field.required");
        var known = Areas().SelectMany(a => new[] { $"{a}:read", $"{a}:write" }).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < chosen.Count; i++)
        {
            if (!known.Contains(chosen[i] ?? ""))
                yield return new FieldError($"scopes[{i}]", "field.option");
        }
    }

    private IEnumerable<string> Areas() => endpoints.Endpoints.OfType<RouteEndpoint>().Select(e => e.RoutePattern.RawText?.Trim('/').Split('/'))
        .Select(p => p is ["api", _, var area, ..] && area != "administration" ? area : null).OfType<string>().Distinct(StringComparer.Ordinal);
}
