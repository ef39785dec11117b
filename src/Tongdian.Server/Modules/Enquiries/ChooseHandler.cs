using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>Who answers for an enquiry and who has it first. A fault goes at once to whoever is on duty where it is.</summary>
public sealed class ChooseHandler(FindDuty duty)
{
    /// <summary>Owner, who has it, and the department that deals with it.</summary>
    public sealed record Handler(string Owner, string Assignee, string Department);

    /// <summary>Chooses. The owner of the case that it is about owns it too; else the colleague who took it; else the first asked in the region.</summary>
    public async Task<Handler> For(
        EnquiryKind kind, string region, EnquiryId id, Case? about, StaffMember? takenBy, Company company, DateTimeOffset now, CancellationToken cancel)
    {
        var ownerOfCase = about is null ? null : company.Person(about.Owner);
        var owner = (ownerOfCase ?? (takenBy is { Scopes: null } ? takenBy : company.FirstAsked(region, id.Value))).Id;
        if (kind == EnquiryKind.Recovery)
        {
            var agents = await duty.At(region, Departments.CustomerService, now, cancel);
            return new Handler(owner, agents.Count > 0 ? agents[0].Staff : owner, Departments.CustomerService);
        }

        if (kind != EnquiryKind.Fault)
            return new Handler(owner, owner, Departments.CustomerService);
        var onDuty = await duty.At(region, Departments.OperationAndMaintenance, now, cancel);
        return new Handler(owner, onDuty.Count > 0 ? onDuty[0].Staff : CoordinatorOf(region, company) ?? owner, Departments.OperationAndMaintenance);
    }

    // The nearest one: of the region itself, or else of the one above it.
    private static string? CoordinatorOf(string region, Company company) => company.Upwards(region)
        .SelectMany(r => company.People.Where(s => s.Active && s.Roles.Contains(Roles.Coordinator) && s.Regions.Contains(r)).OrderBy(s => s.Id, StringComparer.Ordinal))
        .FirstOrDefault()?.Id;
}
