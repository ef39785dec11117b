using CsCheck;
using Tongdian.Domain.Survey;
using Xunit;
using static Tongdian.Domain.Tests.Survey.Given;

namespace Tongdian.Domain.Tests.Survey;

public sealed class Walked_route_and_position
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(8));

    // A degree of latitude on a sphere of 6 371 008.8 m is 111 195.08 m, so 0.0009° are 100.0756 m.
    private const double HundredMetres = 0.0009;

    [Fact]
    public void Two_legs_by_hand()
    {
        // 100.0756 m north; then 0.0009° east at 60° north, half as far: 50.036 m. Together 150.1 m; U = 2 · √(4 · 3²) = 12 m.
        var route = Route(At(60, 120, 0, 3), At(60 + HundredMetres, 120, 60, 3), At(60 + HundredMetres, 120 + HundredMetres, 120, 3));

        Assert.Equal((150.1m, 12m), (route.Metres, route.PlusMinus));
        Assert.Equal([0, 1, 2], route.Kept);
        Assert.Empty(route.Findings);
    }

    [Fact]
    public void Outliers_are_left_out_and_told()
    {
        var route = Route(
            At(30, 120, 0, 3), At(30.01, 120, 10, 3), At(30 + HundredMetres / 2, 120, 30, 200), At(30 + HundredMetres, 120, 60, 3, mock: true));

        Assert.Equal([0, 3], route.Kept);
        Assert.Equal(100.1m, route.Metres);
        Assert.Equal(["route.inaccurate", "route.jumps", "route.mock"], Codes(route.Findings));
    }

    [Fact]
    public void Standing_still_is_no_walk()
    {
        var random = new Random(20260302);
        var route = Route([.. Enumerable.Range(0, 500).Select(s => At(30 + random.NextDouble() * 0.00003, 120 + random.NextDouble() * 0.00003, s, 5))]);

        Assert.Equal(0, route.Metres);
        Assert.Contains("route.too-few", Codes(route.Findings));
    }

    [Fact]
    public void The_true_length_lies_within_the_uncertainty()
    {
        // A straight walk of 500 m, a reading each 10 m with errors of the accuracy that is claimed: right in at least 95 of 100.
        var random = new Random(7);
        var right = Enumerable.Range(0, 200).Count(_ =>
        {
            var route = Route([.. Enumerable.Range(0, 51).Select(n => At(30 + n * HundredMetres / 10 + Error(), 120 + Error(), n * 10, 4))]);
            return Math.Abs(route.Metres - 500.4m) <= route.PlusMinus;
        });
        Assert.InRange(right, 190, 200);

        // 2.65 m in each direction: 68 of 100 within 4 m.
        double Error() => 2.65 / 111_195 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    [Fact]
    public void Distances_agree_with_the_sines_of_the_system()
    {
        var place = Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180]);
        Gen.Select(place, place).Sample((a, b) =>
        {
            var check = PositionCheck.Of(new(At(a.Item1, a.Item2, 0, 3), Noon, b.Item1, b.Item2), China.Positions);
            var (north, east) = (Math.Sin((b.Item1 - a.Item1) * Math.PI / 360), Math.Sin((b.Item2 - a.Item2) * Math.PI / 360));
            var h = north * north + Math.Cos(a.Item1 * Math.PI / 180) * Math.Cos(b.Item1 * Math.PI / 180) * east * east;

            Assert.Equal(2 * 6_371_008.8 * Math.Asin(Math.Min(1, Math.Sqrt(h))), (double)check.DistanceM!.Value, 0.6);
        });
    }

    [Theory]
    [InlineData(60, 10, false, 0, "")]
    [InlineData(121, 10, false, 0, "position.old")]
    [InlineData(-5, 10, false, 0, "position.future")]
    [InlineData(0, 31, false, 0, "position.inaccurate")]
    [InlineData(0, 10, true, 0, "position.mock")]
    [InlineData(0, 10, false, 0.0018, "")] // 200.2 m less 10 m
    [InlineData(0, 10, false, 0.002, "position.far")] // 222.4 m
    public void A_position_is_flagged_not_refused(int age, double accuracy, bool mock, double north, string findings)
    {
        var check = PositionCheck.Of(new(At(30, 120, -age, accuracy, mock), Noon, 30 + north, 120), China.Positions);

        Assert.Equal(findings, string.Join(' ', Codes(check.Findings)));
        Assert.Equal(findings.Length == 0, check.Believed);
        Assert.Equal(age, check.AgeSeconds);
    }

    private static Fix At(double latitude, double longitude, int seconds, double accuracy, bool mock = false) =>
        new(latitude, longitude, accuracy, Noon.AddSeconds(seconds), mock);

    private static RouteLength Route(params Fix[] fixes) => Calculated(new SurveyInput(Track: new([.. fixes]))).Route!;
}
