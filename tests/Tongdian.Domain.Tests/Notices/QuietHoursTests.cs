using CsCheck;
using Tongdian.Domain.Notices;
using Xunit;
using static Tongdian.Domain.Tests.Clocks.Given;

namespace Tongdian.Domain.Tests.Notices;

public sealed class QuietHoursTests
{
    private static readonly Gen<DateTimeOffset> Instants =
        Gen.Int[0, 60 * 24 * 40].Select(minutes => At("2026-02-10 00:00").AddMinutes(minutes));

    private static readonly Gen<QuietHours> Some = Gen.Select(Gen.Int[0, 95], Gen.Int[0, 95]).Select((from, until) => new QuietHours(Quarter(from), Quarter(until)));

    [Theory]
    [InlineData("2026-03-02 21:59", "2026-03-02 21:59")]
    [InlineData("2026-03-02 22:00", "2026-03-03 08:00")]
    [InlineData("2026-03-03 07:59", "2026-03-03 08:00")]
    [InlineData("2026-03-03 08:00", "2026-03-03 08:00")]
    public void What_is_due_at_night_goes_out_in_the_morning(string due, string sent) => Assert.Equal(At(sent), QuietHours.Night.Fit(At(due)));

    [Fact]
    public void What_would_be_too_late_in_the_morning_goes_out_before_the_night() =>
        Assert.Equal(At("2026-03-02 21:59"), QuietHours.Night.Fit(At("2026-03-03 03:00"), At("2026-03-03 04:12")));

    [Fact]
    public void Nothing_is_sent_in_quiet_hours_or_past_its_limit() => Gen.Select(Some, Instants, Gen.Int[0, 60 * 48].Nullable()).Sample((quiet, due, left) =>
    {
        DateTimeOffset? limit = left is { } minutes ? due.AddMinutes(minutes) : null;
        var sent = quiet.Fit(due, limit);
        Assert.False(limit is { } last && sent > last);
        // A day has an hour for everything unless nearly all of it is quiet.
        Assert.True(!quiet.Cover(sent) || quiet.Until == quiet.From);
        Assert.True((sent - due).Duration() <= TimeSpan.FromDays(1));
    });

    private static TimeOnly Quarter(int number) => new(number / 4, number % 4 * 15);
}
