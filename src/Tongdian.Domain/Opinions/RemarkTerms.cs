namespace Tongdian.Domain.Opinions;

/// <summary>What remarks are compared by: every two Chinese characters that stand together, every English word.</summary>
internal static class RemarkTerms
{
    /// <summary>The terms of a remark with their places, counted in characters and words without particles.</summary>
    public static IEnumerable<(string Term, int At, int Length)> Of(IEnumerable<TextRun> runs)
    {
        var start = 0;
        foreach (var run in RemarkText.Content(runs))
        {
            var length = run.Chinese ? 2 : 1;
            for (var at = 0; at + length <= run.Units.Length; at++)
                yield return (run.Written(at, length), start + at, length);
            start += run.Units.Length;
        }
    }
}
