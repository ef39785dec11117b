using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Enquiries;

/// <summary>Which limit of an enquiry.</summary>
public enum EnquiryLimit
{
    /// <summary>Until somebody has a fault.</summary>
    TakeOver = 1,

    /// <summary>Until the answer.</summary>
    Answer = 2,

    /// <summary>Until a recovery has a plan.</summary>
    Plan = 3,

    /// <summary>Until the customer is asked whether the plan has mended it.</summary>
    FollowUp = 4,
}

/// <summary>A limit of an enquiry comes near or passes: once in each occurrence.</summary>
/// <param name="Limit">Which limit.</param>
/// <param name="Occurrence">Of taking over always 1; else the how-manieth time the customer asked, from 1.</param>
/// <param name="Threshold"><see cref="Threshold.Near"/> or <see cref="Threshold.Breach"/>.</param>
/// <param name="At">When it was reached, or will be when nothing is done.</param>
public sealed record EnquiryThreshold(EnquiryLimit Limit, int Occurrence, Threshold Threshold, DateTimeOffset At);
