using Tongdian.Domain.Clocks;
using Tongdian.Domain.Enquiries;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>Where an enquiry stands after a change.</summary>
/// <param name="Number">What the customer quotes.</param>
/// <param name="Version">To be sent as <c>If-Match</c> with the next change.</param>
/// <param name="State">Open, answered or closed.</param>
/// <param name="Standing">How it stands against its limits.</param>
/// <param name="DueAt">When the first of the running limits ends; left out when no answer is owed.</param>
public sealed record EnquiryProgress(string Number, int Version, EnquiryStatus State, EnquiryStanding Standing, DateTimeOffset? DueAt)
{
    internal static EnquiryProgress Of(Enquiry state, WorkCalendar calendar, DateTimeOffset now)
    {
        var clocks = new EnquiryClocks(state, calendar, now);
        return new EnquiryProgress(state.Number.Value, state.Version, state.Status, clocks.Standing, clocks.DueAt);
    }
}
