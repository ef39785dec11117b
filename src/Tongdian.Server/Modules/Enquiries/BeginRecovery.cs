using System.Security.Cryptography;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>A customer was not satisfied with a stage: the company owes them an answer, a plan, and the question whether it is all right.</summary>
public sealed class BeginRecovery(
    EnquiryStore store, EnquiryPeople people, CaseParties parties, ChooseHandler handlers, CompanyDirectory directory, AccessCode codes, EnquirySettings settings, WriteNotice notices)
{
    /// <summary>Begins it, together with what caused it.</summary>
    /// <param name="about">The case.</param>
    /// <param name="stage">The stage, with its name in the customer's language.</param>
    /// <param name="said">What the customer said, or how they rated.</param>
    /// <param name="cause">Rows of the cause.</param>
    /// <param name="now">The instant of the operation.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>How the commit ended; or <c>person.erased</c>.</returns>
    public async Task<Result<(EnquiryNumber Number, CommitOutcome Outcome)>> Do(
        Case about, (string Id, string Name) stage, string said, Func<EnquiryNumber, Action<WriteBatch>> cause, DateTimeOffset now, CancellationToken cancel)
    {
        if (await parties.Key(about, cancel) is not { } key || await parties.Read(about.Customer, cancel) is not { } told)
            return new Error(ErrorKind.NotFound, "person.erased");
        var (id, company) = (EnquiryId.New(now), await directory.Get(cancel));
        var (customer, joined) = people.Join(key, new EnquiryContact(told.Name, told.Phone), id, now);
        var handler = await handlers.For(EnquiryKind.Recovery, about.Facts.Region, id, about, null, company, now, cancel);
        var (words, sealing) = EnquiryPeople.Seal(key, said, now);
        while (true)
        {
            var number = EnquiryNumber.Make(store.Calendar.DateOf(now), RandomNumberGenerator.GetInt32(1_000_000));
            var asked = new EnquiryAsked(
                id, number, EnquiryKind.Recovery, about.Facts.Region, about.Number, customer, about.Language, "evaluation", handler.Owner, handler.Assignee, handler.Department,
                settings.RecoveryLimits, words, []) { Stage = stage.Id };
            var change = EnquiryDecisions.Ask(asked, new OperationContext(Actor.System, now));
            var due = new EnquiryClocks(change.After, store.Calendar, now).Answer.DueAt;
            var notice = new Notice(NoticeKinds.RecoveryBegun, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["stage"] = stage.Name, ["recovery"] = number.Value, ["code"] = codes.For(id.Value),
                ["until"] = Platform.Http.Language.In(about.Language, () => due is { } at ? Show.Instant(at, now) : ""),
            });
            if ((await notices.ToCustomer(about, notice, now, cancel, number.Value)).Failed(out var erased, out var message))
                return erased;
            var outcome = await store.Commit(change, [joined, sealing, message, cause(number)], null, cancel);
            if (outcome != CommitOutcome.NumberTaken)
                return (number, outcome);
        }
    }

    /// <summary>The customer says more about what caused it: it stands in the thread, together with other rows. One that is over is left as it is.</summary>
    public async Task<CommitOutcome?> Say(string number, string said, Action<WriteBatch> cause, DateTimeOffset now, CancellationToken cancel)
    {
        while (EnquiryNumber.TryParse(number, out var read) && await store.Find(read.Value, cancel) is { } state && await people.Key(state, cancel) is { } key)
        {
            var (words, sealing) = EnquiryPeople.Seal(key, said, now);
            if (state.Decide(new WriteAgain(words, []), new OperationContext(Actor.Customer, now)).Failed(out _, out var change))
                return null;
            // Somebody else was first: what was said comes after it.
            if (await store.Commit(change, [sealing, cause], null, cancel) is var outcome && outcome != CommitOutcome.Stale)
                return outcome;
        }

        return null;
    }
}
