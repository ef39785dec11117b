namespace Tongdian.Domain.Notices;

/// <summary>Whether another expected time is worth a message.</summary>
public static class ExpectedTime
{
    /// <summary>Less than this on the same day is not told, in hours.</summary>
    public const int TellFromHours = 4;

    /// <summary>True when the day is another one by the company's clock, or the hour by <see cref="TellFromHours"/> or more.</summary>
    /// <param name="told">What the customer was told last.</param>
    /// <param name="now">What is expected now.</param>
    /// <param name="offset">The offset of the company's clock from UTC.</param>
    public static bool Differs(DateTimeOffset told, DateTimeOffset now, TimeSpan offset) =>
        told.ToOffset(offset).Date != now.ToOffset(offset).Date || (told - now).Duration() >= TimeSpan.FromHours(TellFromHours);
}
