namespace Tongdian.Checker;

/// <summary>What is wrong, in words.</summary>
internal sealed class Findings
{
    /// <summary>So many are shown.</summary>
    public const int MostShown = 50;

    private readonly List<string> all = [];

    public int Count => all.Count;

    public void Add(string what) => all.Add(what);

    public IEnumerable<string> First(int most) => all.Take(most);
}
