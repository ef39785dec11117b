namespace Tongdian.Domain.Opinions;

/// <summary>Adds up what terms say. Terms overlap, so each character counts once: by the term that says most of it.</summary>
internal static class TermEvidence
{
    public static double[] Of(int length, IEnumerable<(double Weight, int At, int Length)> places)
    {
        var evidence = new double[length];
        foreach (var (weight, at, size) in places)
        {
            for (var n = at; n < at + size; n++)
                evidence[n] = Math.Max(evidence[n], weight / size);
        }

        return evidence;
    }
}
