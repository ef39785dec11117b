namespace Tongdian.Domain.Processes;

/// <summary>Ids that are used twice in one list.</summary>
internal static class Duplicates
{
    public static IEnumerable<ProcessRuleFault> In(string path, string what, IEnumerable<string> ids)
    {
        var seen = new HashSet<string>();
        var index = 0;
        foreach (var id in ids)
        {
            if (!seen.Add(id))
                yield return new($"{path}[{index}]", "id-duplicate", $"a second {what} is called {id}");
            index++;
        }
    }
}
