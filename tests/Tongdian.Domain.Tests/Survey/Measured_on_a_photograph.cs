using CsCheck;
using Tongdian.Domain.Survey;
using Xunit;
using static Tongdian.Domain.Tests.Survey.Given;

namespace Tongdian.Domain.Tests.Survey;

public sealed class Measured_on_a_photograph
{
    [Fact]
    public void A_metre_rule_by_hand()
    {
        // 1 m is 500 px (300, 400); the pole is 1500 px: 3 m. u/D = √(0.001² + 2 · (2/500)² + 2 · (2/1500)²) = 0.00604612; U = 2 · 3 · that = 0.036 m.
        var photo = Calculated(new SurveyInput(Photo: new(new(0, 0), new(300, 400), new(100, 0), new(100, 1500), "metre-rule"))).Photo!;

        Assert.Equal((3m, 0.036m), (Three(photo.Metres), Three(photo.PlusMinus)));
        Assert.Equal(["photo.same-distance"], Codes(photo.Findings));
        Assert.Equal("D = L / p · q", photo.Figures[0].Formula);
    }

    [Fact]
    public void A_small_thing_far_away_is_no_scale()
    {
        var photo = Calculated(new SurveyInput(Photo: new(new(0, 0), new(20, 0), new(0, 0), new(0, 3000), KnownM: 0.3m))).Photo!;

        Assert.Contains("photo.too-uncertain", Codes(photo.Findings));
    }

    [Fact]
    public void The_size_of_the_picture_does_not_matter_to_the_length() =>
        Gen.Select(Gen.Int[50, 4000], Gen.Int[50, 4000], Gen.Int[2, 9]).Sample((known, other, times) =>
        {
            var (small, large) = (Measure(known, other), Measure(known * times, other * times));

            Assert.Equal((double)small.Metres, (double)large.Metres, 1e-9);
            Assert.True(large.PlusMinus < small.PlusMinus);
        });

    private static PhotoScale Measure(int known, int other) =>
        PhotoScale.Of(new(new(0, 0), new(known, 0), new(0, 0), new(0, other), KnownM: 1), China.KnownThings);
}
