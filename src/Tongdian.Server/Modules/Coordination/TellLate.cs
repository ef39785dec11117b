using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Coordination;

/// <summary>
/// The first-asked owner tells the customer that the promise will not be kept, why, and when it is expected instead. The message is written with
/// the fact: there is no record of a word that was not sent, nor the other way round.
/// </summary>
public sealed class TellLate(CompanyDirectory directory, CalendarCatalog calendars, WriteNotice notices)
{
    /// <summary>Why, in words for the customer, and when it is expected.</summary>
    public sealed record Request(string Reason, DateTimeOffset Expected);

    /// <summary>What the customer is told.</summary>
    public CaseUse Do(Request request) => async access =>
    {
        if (FreeText.Check("reason", request.Reason) is { } unfit)
            return unfit;
        var clocks = new CaseClocks(access.State, access.Process, calendars.Get(access.State.Calendar), access.Now);
        var work = new CaseWork(new TellLateness(clocks.Promise.Definition.Id, request.Expected), request.Reason);
        if (string.IsNullOrWhiteSpace(request.Reason))
            return work;
        var words = new CaseNotices(access.State, access.Process, clocks, await directory.Get(CancellationToken.None), access.Now);
        return (await notices.ToCustomer(access.State, words.Late(request.Reason, request.Expected), access.Now, CancellationToken.None)).Failed(out var erased, out var rows)
            ? erased
            : work with { With = [rows] };
    };
}
