using System.Collections.Immutable;
using System.Globalization;

namespace Tongdian.Domain.Appointments;

/// <summary>How the crews of a role work in a region: from it and the calendar follow the times that a customer can pick.</summary>
/// <param name="SlotMinutes">How long one place lasts: 15 to 480 minutes, whole quarters of an hour. A longer visit takes several places in a row.</param>
/// <param name="BufferMinutes">The way to the next customer after each: 0 to 240 minutes, whole quarters of an hour.</param>
/// <param name="PlacesPerHalfDay">So many places a crew has in each window of the working day, as far as they fit: 0 to 20; 0: customers pick no times here.</param>
/// <param name="GreenPercent">The share of the places kept for the green channel and emergencies: 0 to 90.</param>
/// <param name="GreenHours">Until so many hours before it begins a kept place is kept: 0 to 336.</param>
/// <param name="NoticeHours">What begins sooner is neither booked nor moved by customers, emergencies excepted: 0 to 72 hours.</param>
public sealed record VisitPattern(int SlotMinutes, int BufferMinutes, int PlacesPerHalfDay, int GreenPercent, int GreenHours, int NoticeHours)
{
    /// <summary>The grain of every plan, in minutes.</summary>
    public const int Quarter = 15;

    /// <summary>A place and the way to the next.</summary>
    public TimeSpan Step => TimeSpan.FromMinutes(SlotMinutes + BufferMinutes);

    /// <summary>One place.</summary>
    public TimeSpan Slot => TimeSpan.FromMinutes(SlotMinutes);

    /// <summary>Within this time before it a visit is neither booked nor moved by customers.</summary>
    public TimeSpan Notice => TimeSpan.FromHours(NoticeHours);

    /// <summary>What is wrong with it, by field; empty when nothing is. Codes are <c>field.out-of-range</c> and <c>capacity.quarters</c>.</summary>
    public ImmutableArray<FieldError> Faults =>
    [
        .. Range("slotMinutes", SlotMinutes, Quarter, 480), .. Range("bufferMinutes", BufferMinutes, 0, 240), .. Range("placesPerHalfDay", PlacesPerHalfDay, 0, 20),
        .. Range("greenPercent", GreenPercent, 0, 90), .. Range("greenHours", GreenHours, 0, 336), .. Range("noticeHours", NoticeHours, 0, 72),
        .. Whole("slotMinutes", SlotMinutes), .. Whole("bufferMinutes", BufferMinutes),
    ];

    /// <summary>How many places in a row a visit takes; 1 or more.</summary>
    /// <param name="visit">How long it lasts.</param>
    public int PlacesFor(TimeSpan visit) => Math.Max(1, (int)Math.Ceiling((visit.TotalMinutes + BufferMinutes) / Step.TotalMinutes));

    /// <summary>
    /// Whether a place is one that is kept. Of any hundred places in a row, counted over days, <see cref="GreenPercent"/> are, spread evenly.
    /// </summary>
    /// <param name="number">The how-manieth place of the crew it is, counted from whenever; 0 or more.</param>
    public bool Keeps(long number) => (number + 1) * GreenPercent / 100 > number * GreenPercent / 100;

    private static IEnumerable<FieldError> Range(string field, int value, int least, int most) => value >= least && value <= most
        ? []
        : [new FieldError(field, "field.out-of-range").With("min", Text(least)).With("max", Text(most))];

    private static IEnumerable<FieldError> Whole(string field, int minutes) => minutes % Quarter == 0 ? [] : [new FieldError(field, "capacity.quarters")];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
