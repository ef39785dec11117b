namespace Tongdian.Domain.Opinions;

/// <summary>
/// Which terms carry a topic: those whose remarks are alike in their other words too. "下次注意" is at the end of remarks about anything; "账单" comes with
/// "看不懂", "明细", "阶梯". Or whose remarks are like the same others: of "等了三天" and "一再改期" before the same five ends any two may have nothing else in common.
/// </summary>
internal static class TellingTerms
{
    // A mean cosine of 0.03 over pairs of remarks is three times what chance gives, and enough. Few pairs are not trusted.
    private const double Enough = 0.03, Doubt = 6;

    // Of what stands around remarks this is enough, and twice what any two remarks have: where a third is about one thing, that is much.
    private const double EnoughAround = 0.2, Ordinary = 2;

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

        var surroundings = new Surroundings(wordings, length, Holders(wordings));
        var enough = Math.Max(EnoughAround, Ordinary * surroundings.Alike([.. Enumerable.Range(0, all.Count)], [], 0));
        foreach (var (term, holders) in Holders(wordings).Index().Where(h => h.Item.Count >= 3))
            telling[term] = Math.Max(telling[term], Math.Min(surroundings.Alike(holders, TiedTo(wordings, term, holders), Doubt) / enough, 1));
        return telling;
    }

    private static HashSet<int> TiedTo(Wordings wordings, int term, List<int> holders)
    {
        var with = new Dictionary<int, int>();
        foreach (var other in holders.SelectMany(n => wordings.All[n].Terms))
            with[other] = with.GetValueOrDefault(other) + 1;
        return [.. with.Where(w => w.Value > 1 && w.Value >= Tied * Math.Min(wordings.In[term], wordings.In[w.Key])).Select(w => w.Key)];
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
