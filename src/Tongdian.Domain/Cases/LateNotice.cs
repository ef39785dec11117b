namespace Tongdian.Domain.Cases;

/// <summary>The customer was told that a promise will not be kept.</summary>
/// <param name="Promise">Id of the promise.</param>
/// <param name="At">When the customer was told.</param>
/// <param name="Expected">When it is expected instead.</param>
public sealed record LateNotice(string Promise, DateTimeOffset At, DateTimeOffset Expected);

/// <summary>How far the duty is to tell the customer that a promise will not be kept.</summary>
public enum LateDutyState
{
    /// <summary>It is expected to be late, and the customer is to be told before the promise is missed.</summary>
    Due = 1,

    /// <summary>The customer was told before it was missed.</summary>
    Told = 2,

    /// <summary>The customer was told, after it was missed.</summary>
    ToldLate = 3,

    /// <summary>It was missed, and nobody told the customer.</summary>
    Missed = 4,
}

/// <summary>The duty to tell the customer: before the promise is missed, with the reason and the new time.</summary>
/// <param name="Promise">The promise.</param>
/// <param name="Until">When it is missed: until then the customer is to be told.</param>
/// <param name="Expected">When the power is expected to be on.</param>
/// <param name="Notice">What the customer was told; null when nothing was.</param>
/// <param name="State">How far it is.</param>
public sealed record LateDuty(PromiseReading Promise, DateTimeOffset Until, DateTimeOffset? Expected, LateNotice? Notice, LateDutyState State);
