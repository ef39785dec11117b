namespace Tongdian.Server.Modules.People;

/// <summary>A region with its depth in the tree, as a list shows it.</summary>
public sealed record RegionTree(Region Region, int Depth)
{
    /// <summary>Its name in the reader's language.</summary>
    public string Name => Region.Name;

    /// <summary>Its name, moved in by its depth.</summary>
    public string Indented => new string('\u3000', Depth) + Name;

    /// <summary>All regions, each followed by those below it.</summary>
    public static IReadOnlyList<RegionTree> Of(IEnumerable<Region> regions)
    {
        var below = regions.OrderBy(r => r.Code, StringComparer.Ordinal).ToLookup(r => r.Parent ?? "", StringComparer.Ordinal);
        var listed = new List<RegionTree>();
        List("", 0);
        return listed;

        void List(string parent, int depth)
        {
            foreach (var region in below[parent])
            {
                listed.Add(new RegionTree(region, depth));
                List(region.Code, depth + 1);
            }
        }
    }
}
