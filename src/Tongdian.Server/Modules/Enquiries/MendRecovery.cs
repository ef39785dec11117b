using Tongdian.Domain;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>A recovery on its way: the plan, calls in vain, and a customer who cannot be reached.</summary>
public sealed class MendRecovery(WriteMessage writing, EnquiryPeople people, EnquiryStore store, CompanyDirectory directory, WriteNotice notices)
{
    /// <summary>Why it went wrong, what is done, who does it, by which day.</summary>
    public sealed record PlanRequest(string Cause, string Measure, string Responsible, DateOnly Until);

    /// <summary>The customer was called and not reached.</summary>
    public static readonly EnquiryUse Called = _ => Task.FromResult<Result<EnquiryWork>>(new EnquiryWork(new KeepCall()));

    /// <summary>The customer cannot be reached.</summary>
    public static readonly EnquiryUse Unreachable = _ => Task.FromResult<Result<EnquiryWork>>(new EnquiryWork(new GiveUpCustomer()));

    /// <summary>Lays down the plan, and tells the customer.</summary>
    public EnquiryUse Plan(PlanRequest request) => async access =>
    {
        var company = await directory.Get(CancellationToken.None);
        var faults = new[] { EnquiryText.Fault("cause", request.Cause), EnquiryText.Fault("measure", request.Measure) }.OfType<FieldError>().ToList();
        if (company.Person(request.Responsible) is not { } who || !company.Covers(who, access.State.Region))
            faults.Add(new FieldError("responsible", "field.option"));
        else if (faults.Count == 0)
            return await Plan(access, request, who);
        return new Error(ErrorKind.Invalid, "request.invalid").For(faults);
    };

    private async Task<Result<EnquiryWork>> Plan(EnquiryAccess access, PlanRequest request, StaffMember who)
    {
        var today = store.Calendar.DateOf(access.Now);
        var plan = Platform.Http.Language.In(
            access.State.Language, () => EnquiryTexts.Text("plan.words", request.Cause.Trim(), request.Measure.Trim(), who.Name, Show.Day(request.Until, today)));
        if ((await writing.Words(access, "measure", plan, words => new PlanRecovery(request.Responsible, request.Until, words, today))).Failed(out var unfit, out var work))
            return unfit;
        var (key, contact) = (await people.Key(access.State, CancellationToken.None), await people.Contact(access.State, CancellationToken.None));
        if (key is null || contact is null || PhoneNumber.Parse(contact.Phone).Failed(out _, out var phone) || !phone.IsMobile)
            return work;
        var notice = WriteMessage.Notice(
            NoticeKinds.RecoveryPlanned, access.State, ("measure", request.Measure), ("who", who.Name),
            ("until", Platform.Http.Language.In(access.State.Language, () => Show.Day(request.Until, today))));
        return work with { With = [.. work.With, notices.ToPhone(WriteMessage.About(access.State), key, phone.Value, notice, access.Now)] };
    }
}
