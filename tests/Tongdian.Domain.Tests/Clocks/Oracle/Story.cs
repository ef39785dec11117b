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

internal enum Told
{
    /// <summary>It was told when it began.</summary>
    Then = 1,

    /// <summary>It was told when it began, and found at a later minute never to have been.</summary>
    InVain = 2,

    /// <summary>It was told at a later minute, when it was over.</summary>
    Afterwards = 3,
}

/// <summary>Somebody waited for somebody else, from a minute until another.</summary>
internal sealed record Wait(int From, int Until, int Reason, Whose Whose, Told Told, int Later);

/// <summary>
/// What happens to a stage: it is open in some stretches (the first begins the clock; the last ends it, perhaps never), and waits in them. Minutes
/// are counted from the local beginning of a day that the test chooses. From the first minute on it is known that a stretch is the customer's,
/// unless the stage is left before.
/// </summary>
internal sealed record Story((int From, int Until)[] Open, Wait[] Waits, (int From, int Until) Deferred)
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
                if (wait.Told == Told.Afterwards || (wait.Told == Told.InVain && wait.Later <= now)) continue;
                if (wait.From >= from && wait.From < until && wait.From <= now && minute >= wait.From && (minute < wait.Until || wait.Until > now))
                    return wait.Whose;
            }

            // What began first decides, of several at once what was told first.
            Wait? recorded = null;
            foreach (var wait in Waits)
            {
                if (wait.Told != Told.Afterwards || wait.Later > now || minute < wait.From || minute >= wait.Until) continue;
                if (recorded is null || wait.From < recorded.From || (wait.From == recorded.From && wait.Later < recorded.Later)) recorded = wait;
            }

            if (recorded is not null) return recorded.Whose;
            return from == Start && minute >= Deferred.From && minute < Deferred.Until ? Whose.Customer : Whose.Company;
        }

        return Whose.NotOpen;
    }
}

/// <summary>What a clock says. <paramref name="Days"/> only for office days; all else in minutes.</summary>
internal sealed record Answer(
    int Used, int? Days, int? Due, int Left, decimal Fraction, bool Running, bool Provisional, int? Breach, bool Finished);
