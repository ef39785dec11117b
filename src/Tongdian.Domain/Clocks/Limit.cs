namespace Tongdian.Domain.Clocks;

/// <summary>Whose time a moment is. The numbers are stored: never change them.</summary>
public enum TimeOwner
{
    /// <summary>The power company is to act.</summary>
    Utility = 1,

    /// <summary>The customer is to act (a missing document, an answer, the customer's own works).</summary>
    Customer = 2,

    /// <summary>Somebody else is to act, e.g. a road-opening permit.</summary>
    ThirdParty = 3,

    /// <summary>Nobody can act.</summary>
    ForceMajeure = 4,

    /// <summary>The stage is not open at this moment (between two occurrences): no reading counts it.</summary>
    Nobody = 5,
}

/// <summary>What a limit is counted in. The numbers are stored: never change them.</summary>
public enum LimitUnit
{
    /// <summary>Natural hours: nights and holidays count.</summary>
    Hours = 1,

    /// <summary>Hours inside the calendar's office windows.</summary>
    WorkingHours = 2,

    /// <summary>Working days: due at the end of the last window of the n-th counted day; the day of the start does not count.</summary>
    WorkingDays = 3,
}

/// <summary>Which stretches of a timeline a limit counts. The numbers are stored: never change them.</summary>
public enum LimitReading
{
    /// <summary>Only what belongs to <see cref="TimeOwner.Utility"/>.</summary>
    Utility = 1,

    /// <summary>Everything, whoever it belongs to, except <see cref="TimeOwner.Nobody"/>.</summary>
    Elapsed = 2,

    /// <summary>Only what belongs to <see cref="TimeOwner.Customer"/>: the limit of a stage in which the customer acts.</summary>
    Customer = 3,

    /// <summary>Only what belongs to <see cref="TimeOwner.ThirdParty"/>.</summary>
    ThirdParty = 4,
}

/// <summary>A time limit.</summary>
/// <param name="Amount">How much, in <paramref name="Unit"/>; 0 or more, fractions of an hour allowed (0.5 = 30 minutes), whole numbers for working days.</param>
/// <param name="Unit">Natural hours, working hours or working days.</param>
/// <param name="Reading">Whose time counts.</param>
public sealed record Limit(decimal Amount, LimitUnit Unit, LimitReading Reading);
