using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Forms;
using Tongdian.Server.Modules.People;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>An enquiry as programs see it: to its customer what concerns them, to colleagues the whole, with the customer masked.</summary>
public sealed class ViewEnquiry(EnquiryStore store, EnquiryPeople people, ReadThread thread, CompanyDirectory directory)
{
    /// <summary>Something that was said. <paramref name="From"/> is <c>customer</c> or <c>company</c>.</summary>
    public sealed record Message(string From, DateTimeOffset At, string? Text, IReadOnlyList<FileLink>? Files);

    /// <summary>Something that happened, for colleagues: what, by whom, and with which words.</summary>
    public sealed record Entry(DateTimeOffset At, ActorRef By, EnquiryFact What, string? Text);

    /// <summary>What only colleagues see.</summary>
    public sealed record Inside(string Owner, string? Assignee, string Department, string Channel, EnquiryContact? Contact, IReadOnlyList<Entry> Timeline);

    /// <summary>The enquiry.</summary>
    public sealed record View(
        string Number, int Version, EnquiryKind Kind, EnquiryStatus State, EnquiryStanding Standing, string Region, string? Case, DateTimeOffset AskedAt,
        DateTimeOffset? DueAt, DateTimeOffset? TakenAt, DateTimeOffset? BreachedAt, DateTimeOffset? ClosedAt, bool? AnsweredForCustomer, Responsible Responsible,
        IReadOnlyList<Message> Messages, Inside? Inside);

    /// <summary>What whoever was let in may see.</summary>
    public async Task<View> Look(EnquiryAccess access, CancellationToken cancel)
    {
        var (state, company) = (access.State, await directory.Get(cancel));
        var (lines, clocks) = (await thread.Whole(state, cancel), new EnquiryClocks(state, store.Calendar, access.Now));
        return new View(
            state.Number.Value, state.Version, state.Kind, state.Status, clocks.Standing, state.Region, state.Case?.Value, state.AskedAt, clocks.DueAt, state.TakenAt,
            clocks.BreachedAt, state.ClosedAt, state.Judged, Responsible.Of(state, company),
            [.. lines.Where(l => l.IsMessage).Select(l => new Message(l.FromCustomer ? "customer" : "company", l.Fact.At, l.Words, l.Files.IsEmpty ? null : [.. l.Files]))],
            access.Staff is null
                ? null
                : new Inside(
                    state.Owner, state.Assignee, state.Department, state.Channel, (await people.Contact(state, cancel))?.Masked(),
                    [.. lines.Select(l => new Entry(l.Fact.At, l.Fact.By, l.Fact.Fact, l.Words))]));
    }
}
