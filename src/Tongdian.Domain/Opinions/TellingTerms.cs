namespace Tongdian.Domain.Opinions;

/// <summary>
/// Which terms carry a topic: those whose remarks are alike in their other words too. "下次注意" is at the end of remarks about anything; "账单" comes with
/// "看不懂", "明细", "阶梯".
/// </summary>
internal static class TellingTerms
{
    // A mean cosine of 0.03 over pairs of remarks is three times what chance gives, and enough. Few pairs are not trusted.
    private const double Enough = 0.03, Doubt = 6;

    // Terms that are nearly always together are one expression, and do not vouch for one another.
    private const double Tied = 0.8;

    /// <summary>For every term 0 (says nothing) to 1 (carries a topic).</summary>
    public static double[] In(Wordings wordings)
    {
        var (all, telling) = (wordings.All, new double[wordings.Terms.Count]);
        var length = all.Select(w => Math.Sqrt(w.Terms.Sum(t => wordings.Rarity[t] * wordings.Rarity[t]) + 0.1)).ToArray();
        var (sum, squares, times) = (new double[telling.Length], new double[telling.Length], new int[telling.Length]);
        foreach (var (term, holders) in Holders(wordings).Index().Where(h => h.Item.Count >= 3))
        {
            var touched = new List<int>();
            foreach (var n in holders)
            {
                foreach (var other in all[n].Terms)
                {
                    if (times[other]++ == 0)
                        touched.Add(other);
                    var part = wordings.Rarity[other] / length[n];
                    sum[other] += part;
                    squares[other] += part * part;
                }
            }

            var alike = 0.0;
            foreach (var other in touched)
            {
                if (times[other] > 1 && times[other] < Tied * Math.Min(wordings.In[term], wordings.In[other]))
                    alike += (sum[other] * sum[other]) - squares[other];
                (sum[other], squares[other], times[other]) = (0, 0, 0);
            }

            telling[term] = Math.Min(alike / ((holders.Count * (holders.Count - 1.0)) + Doubt) / Enough, 1);
        }

        return telling;
    }

    private static List<int>[] Holders(Wordings wordings)
    {
        var holders = wordings.Terms.Select(_ => new List<int>()).ToArray();
        foreach (var (n, wording) in wordings.All.Index())
        {
            foreach (var term in wording.Terms)
                holders[term].Add(n);
        }

        return holders;
    }
}
