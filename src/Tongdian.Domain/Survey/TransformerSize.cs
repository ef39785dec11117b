using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>The transformer that a high-voltage customer would need.</summary>
/// <param name="Kva">The smallest standard rating that does, kVA; null when one transformer is not enough.</param>
/// <param name="Figures">How it came about.</param>
/// <param name="Findings">What was noticed.</param>
public sealed record TransformerSize(decimal? Kva, ImmutableArray<Figure> Figures, ImmutableArray<Finding> Findings)
{
    /// <summary>The smallest rating of the table with S_N ≥ S_c / r.</summary>
    public static TransformerSize Of(decimal kva, TransformerTable table)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(kva);
        var needed = kva / table.LoadRate;
        var enough = table.RatingsKva.Where(r => r >= needed).ToList();
        if (enough.Count == 0)
        {
            return new TransformerSize(null, [],
            [
                new Finding("transformer.several", Severity.Note, new(
                    $"需要 {Exact.Text(needed)} kVA，大于系列中最大的变压器，需要多台", $"{Exact.Text(needed)} kVA are needed, more than the largest of the series: several transformers")),
            ]);
        }

        return new TransformerSize(enough[0],
        [
            new Figure("transformer.size", new("变压器容量选择", "Rating of the transformer"), "S_N ≥ S_c / r",
                [Quantities.Kva(kva), Quantities.LoadRate(table.LoadRate)], Quantities.Rated(enough[0]), [table.Source]),
        ], []);
    }
}
