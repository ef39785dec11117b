namespace Tongdian.Domain.Tests.Clocks.Oracle;

internal enum Whose
{
    Company = 1,
    Customer = 2,
    Permits = 3,
    Weather = 4,
    NotOpen = 5,
}

internal enum Measure
{
    Minutes = 1,
    OfficeMinutes = 2,
    OfficeDays = 3,
}

internal enum Counting
{
    Company = 1,
    Everybody = 2,
    Customer = 3,
    Permits = 4,
}

/// <summary>How much: minutes, office minutes or office days.</summary>
internal sealed record Allowance(int Amount, Measure Measure, Counting Counting);

/// <summary>A week, the windows of a day in minutes of it, and what differs. All dates are local.</summary>
internal sealed record Almanac(
    DayOfWeek[] Week, (int Begin, int End)[] Windows, DateOnly[] Off, DateOnly[] Worked, int[] AnnouncedYears, int OffsetMinutes);

/// <summary>Somebody waited for somebody else, from a minute until another.</summary>
internal sealed record Wait(int From, int Until, int Reason, Whose Whose);

/// <summary>
/// What happens to a stage: it is open in some stretches (the first begins the clock; the last ends it, perhaps never), and waits in them. Minutes
/// are counted from the local beginning of a day that the test chooses.
/// </summary>
internal sealed record Story((int From, int Until)[] Open, Wait[] Waits)
{
    public int Start => Open[0].From;

    public int End => Open[^1].Until;

    /// <summary>Whose a minute is, as far as it is known at another: what has begun by then goes on.</summary>
    public Whose At(int minute, int now)
    {
        foreach (var (from, until) in Open)
        {
            if (from > now) break;
            if (minute < from || (minute >= until && until <= now)) continue;
            foreach (var wait in Waits)
            {
                // Waiting ends when the stage is left.
                if (wait.From >= from && wait.From < until && wait.From <= now && minute >= wait.From && (minute < wait.Until || wait.Until > now))
                    return wait.Whose;
            }

            return Whose.Company;
        }

        return Whose.NotOpen;
    }
}

/// <summary>What a clock says. <paramref name="Days"/> only for office days; all else in minutes.</summary>
internal sealed record Answer(
    int Used, int? Days, int? Due, int Left, decimal Fraction, bool Running, bool Provisional, int? Breach, bool Finished);
