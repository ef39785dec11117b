namespace Tongdian.Domain.Insight;

/// <summary>Whether a figure moved, and which way. The numbers are stored: never change them.</summary>
public enum Movement
{
    /// <summary>The whole interval of the difference is on the good side.</summary>
    Better = 1,

    /// <summary>The whole interval of the difference is on the bad side.</summary>
    Worse = 2,

    /// <summary>The interval has zero in it: what is seen may be chance.</summary>
    Same = 3,

    /// <summary>There was too little in one of the weeks to compare.</summary>
    Unknown = 4,
}

/// <summary>What a difference between two weeks means.</summary>
public static class Movements
{
    /// <summary>Of a figure that should be high, like a rate.</summary>
    public static Movement MoreIsBetter(Interval? difference) => Of(difference, Movement.Better, Movement.Worse);

    /// <summary>Of a figure that should be low, like lost hours.</summary>
    public static Movement LessIsBetter(Interval? difference) => Of(difference, Movement.Worse, Movement.Better);

    private static Movement Of(Interval? difference, Movement above, Movement below) => difference switch
    {
        null => Movement.Unknown,
        { Low: > 0 } => above,
        { High: < 0 } => below,
        _ => Movement.Same,
    };
}
