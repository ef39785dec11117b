using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>A length measured on a photograph beside something of known size.</summary>
/// <param name="Metres">The length, m.</param>
/// <param name="PlusMinus">Expanded uncertainty (twice the standard one, about 95 of 100), m.</param>
/// <param name="Figures">How it came about.</param>
/// <param name="Findings">What was noticed; always that both have to be equally far from the camera.</param>
public sealed record PhotoScale(decimal Metres, decimal PlusMinus, ImmutableArray<Figure> Figures, ImmutableArray<Finding> Findings)
{
    private const decimal TooUncertain = 0.1m;

    /// <summary>
    /// D = L / p · q with p and q the distances on the picture; u(D) = D·√((u_L/L)² + 2(u_p/p)² + 2(u_p/q)²): the length of the known thing
    /// and all four points are uncertain.
    /// </summary>
    /// <param name="input">Checked by <see cref="SurveyInputRules"/>.</param>
    /// <param name="table">Things of known size.</param>
    public static PhotoScale Of(PhotoInput input, KnownThingTable table)
    {
        var thing = input.Thing is null ? null : table.Rows.First(r => r.Id == input.Thing);
        var (known, uncertain) = thing is null ? (input.KnownM!.Value, input.KnownUncertaintyM) : (thing.Metres, thing.UncertaintyM);
        var (p, q) = (Distance(input.KnownFrom, input.KnownTo), Distance(input.From, input.To));
        var metres = known / p * q;
        var relative = Exact.Root(Square(uncertain / known) + 2 * Square(input.PointUncertaintyPx / p) + 2 * Square(input.PointUncertaintyPx / q));
        var plusMinus = 2 * relative * metres;
        ImmutableArray<TableSource> sources = thing is null ? [] : [table.Source];
        var findings = new List<Finding>
        {
            new("photo.same-distance", Severity.Note, new(
                "只有已知物体与被测物体离镜头同样远、与画面平行时才成立", "Holds only when both are equally far from the camera and parallel to the picture")),
        };
        if (relative * 2 > TooUncertain)
            findings.Add(new("photo.too-uncertain", Severity.Warning, new("不确定度超过 10 %，请靠近些或换更大的已知物体", "More than 10 % uncertain: go nearer, or use something larger")));
        return new PhotoScale(metres, plusMinus,
        [
            new Figure("photo.length", new("照片量测长度", "Length on the photograph"), "D = L / p · q",
                [
                    Quantities.Metres("L", "已知长度", "known length", known), Quantities.Pixels("p", "已知物体的像素", "pixels of the known thing", p),
                    Quantities.Pixels("q", "被测物体的像素", "pixels of what is measured", q),
                ],
                Quantities.Metres("D", "被测长度", "length measured", metres), sources),
            new Figure("photo.uncertainty", new("不确定度（k = 2）", "Uncertainty (k = 2)"), "U_D = 2 · D · √((u_L / L)² + 2 · (u_p / p)² + 2 · (u_p / q)²)",
                [
                    Quantities.Metres("D", "被测长度", "length measured", metres), Quantities.Metres("u_L", "已知长度的不确定度", "uncertainty of the known length", uncertain),
                    Quantities.Metres("L", "已知长度", "known length", known), Quantities.Pixels("u_p", "取点的不确定度", "uncertainty of a point", input.PointUncertaintyPx),
                    Quantities.Pixels("p", "已知物体的像素", "pixels of the known thing", p), Quantities.Pixels("q", "被测物体的像素", "pixels of what is measured", q),
                ],
                Quantities.Metres("U_D", "不确定度", "uncertainty", plusMinus), sources),
        ], [.. findings]);
    }

    /// <summary>The distance of two points, pixels.</summary>
    internal static decimal Distance(PhotoPoint a, PhotoPoint b) => Exact.Root(Square(a.X - b.X) + Square(a.Y - b.Y));

    private static decimal Square(decimal x) => x * x;
}
