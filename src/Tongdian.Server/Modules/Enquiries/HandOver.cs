using Tongdian.Domain;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>Who has an enquiry: taking it over, giving it to somebody else, and who answers for it; and that it is over.</summary>
public sealed class HandOver(WriteMessage writing, CompanyDirectory directory)
{
    /// <summary>To a colleague, or to the pool of a department; why.</summary>
    public sealed record TransferRequest(string? To, string? Department, string Reason);

    /// <summary>Who answers for it from now on; why.</summary>
    public sealed record OwnerRequest(string Owner, string Reason);

    /// <summary>I have it now.</summary>
    public static readonly EnquiryUse TakeOver = _ => Task.FromResult<Result<EnquiryWork>>(new EnquiryWork(new TakeOver()));

    /// <summary>It is over.</summary>
    public static readonly EnquiryUse Close = _ => Task.FromResult<Result<EnquiryWork>>(new EnquiryWork(new CloseEnquiry()));

    /// <summary>Gives it to somebody else.</summary>
    public EnquiryUse Transfer(TransferRequest request) => async access =>
    {
        var to = string.IsNullOrEmpty(request.To) ? null : await Here(request.To, access);
        if (to is null && !string.IsNullOrEmpty(request.To))
            return Unknown("to");
        if (string.IsNullOrEmpty(request.Department) ? to is null : !Departments.All.Contains(request.Department))
            return Unknown("department");
        var department = !string.IsNullOrEmpty(request.Department) ? request.Department
            : to!.Departments.Contains(access.State.Department) || to.Departments.IsEmpty ? access.State.Department : to.Departments[0];
        return await writing.Words(access, "reason", request.Reason, words => new Transfer(to?.Id, department, words));
    };

    /// <summary>Gives it another owner.</summary>
    public EnquiryUse ChangeOwner(OwnerRequest request) => async access => await Here(request.Owner, access) is { } owner
        ? await writing.Words(access, "reason", request.Reason, words => new ChangeOwner(owner.Id, words))
        : Unknown("owner");

    private static Error Unknown(string field) => new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError(field, "field.option")]);

    private async Task<StaffMember?> Here(string id, EnquiryAccess access)
    {
        var company = await directory.Get(CancellationToken.None);
        return company.Person(id) is { } member && company.Covers(member, access.State.Region) ? member : null;
    }
}
