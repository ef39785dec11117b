namespace Tongdian.Domain.Clocks;

/// <summary>What wants attention about a limit, once in each occurrence. The numbers are stored: never change them.</summary>
public enum Threshold
{
    /// <summary>Three quarters of the limit are used.</summary>
    Near = 1,

    /// <summary>Nine tenths of the limit are used.</summary>
    VeryNear = 2,

    /// <summary>The limit is used up.</summary>
    Breach = 3,

    /// <summary>Nobody did anything for too long, see <see cref="Clocks.Stall"/>.</summary>
    Stall = 4,

    /// <summary>A promise is expected to be missed, and the customer is to be told before.</summary>
    LateNotice = 5,

    /// <summary>The time of an agreed visit is over, and nobody came.</summary>
    NoShow = 6,

    /// <summary>No limit: what is stored of a case is not what was entered in the log of evidence.</summary>
    Altered = 7,
}

/// <summary>A threshold and the instant at which it is reached.</summary>
/// <param name="Threshold">Which.</param>
/// <param name="At">When it was reached, or will be if whoever has the time now keeps it.</param>
public sealed record ThresholdInstant(Threshold Threshold, DateTimeOffset At);
