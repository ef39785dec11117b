using Tongdian.Domain.Evidence;

namespace Tongdian.Domain.Tests.Evidence;

/// <summary>The definitions of RFC 6962 section 2.1, word for word and slow.</summary>
internal static class TreeByDefinition
{
    public static TreeHash Root(ReadOnlySpan<TreeHash> d) => d switch
    {
        [] => Merkle.Empty,
        [var one] => one,
        _ => Merkle.Node(Root(d[..Split(d.Length)]), Root(d[Split(d.Length)..])),
    };

    public static IEnumerable<TreeHash> Path(int m, TreeHash[] d)
    {
        if (d.Length == 1)
            return [];
        var k = Split(d.Length);
        return m < k ? Path(m, d[..k]).Append(Root(d.AsSpan(k))) : Path(m - k, d[k..]).Append(Root(d.AsSpan(0, k)));
    }

    public static IEnumerable<TreeHash> SubProof(int m, TreeHash[] d, bool whole)
    {
        if (m == d.Length)
            return whole ? [] : [Root(d)];
        var k = Split(d.Length);
        return m <= k ? SubProof(m, d[..k], whole).Append(Root(d.AsSpan(k))) : SubProof(m - k, d[k..], whole: false).Append(Root(d.AsSpan(0, k)));
    }

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n)
            k *= 2;
        return k;
    }
}
