using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Parties;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases.Desk;

/// <summary>A case as it lies on a colleague's desk: what everything on the page is told from.</summary>
/// <param name="access">The case, and who looks.</param>
/// <param name="company">Colleagues and regions.</param>
/// <param name="calendar">The calendar of the case.</param>
/// <param name="customer">The customer, masked; null when erased.</param>
public sealed class CaseOnDesk(CaseAccess access, Company company, WorkCalendar calendar, PartyDetails? customer)
{
    /// <summary>The case, and who looks.</summary>
    public CaseAccess Access => access;

    /// <summary>The case.</summary>
    public Case State => access.State;

    /// <summary>Its process.</summary>
    public ProcessDefinition Process => access.Process;

    /// <summary>Who looks.</summary>
    public StaffMember Me => access.Staff!;

    /// <summary>Number for people.</summary>
    public string Number => access.State.Number.Value;

    /// <summary>What its clocks say.</summary>
    public CaseClocks Clocks { get; } = new(access.State, access.Process, calendar, access.Now);

    /// <summary>The customer, masked; null when erased.</summary>
    public PartyDetails? Customer => customer;

    /// <summary>Colleagues and regions.</summary>
    public Company Company => company;

    /// <summary>What can be done now by who looks.</summary>
    public PossibleActions May { get; } = new(access, calendar);

    /// <summary>The name of a colleague; their id when they are not known any more.</summary>
    public string Name(string id) => company.Staff.GetValueOrDefault(id)?.Name ?? id;

    /// <summary>The name of a stage.</summary>
    public string StageName(string id) => access.Process.Stage(id) is { } stage ? stage.Name.In(Language.Current) : id;

    /// <summary>The name of a reason for a pause.</summary>
    public string PauseName(string id) => access.Process.PauseReasons.FirstOrDefault(r => r.Id == id)?.Name.In(Language.Current) ?? id;

    /// <summary>The name of the region.</summary>
    public string RegionName => company.Regions.GetValueOrDefault(State.Facts.Region) is { } region ? region.Name : State.Facts.Region;

    /// <summary>Colleagues who could do a stage here, in the order of their work numbers.</summary>
    public IReadOnlyList<StaffMember> WhoFits(StageDefinition stage) => [.. Here.Where(s => s.Actor.MayDo(stage))];

    /// <summary>Colleagues whose regions cover the case.</summary>
    public IEnumerable<StaffMember> Here => company.People.Where(s => s.Active && company.Covers(s, State.Facts.Region)).OrderBy(s => s.WorkNumber, StringComparer.Ordinal);

    /// <summary>The same case at a later instant.</summary>
    public CaseOnDesk At(DateTimeOffset now) => new(access with { Now = now }, company, calendar, customer);
}

/// <summary>Lays a case on a colleague's desk.</summary>
public sealed class OpenCase(CaseDoor door, CalendarCatalog calendars, CompanyDirectory directory, CaseParties parties)
{
    /// <summary>The case, when the colleague may see it.</summary>
    public async Task<Result<CaseOnDesk>> Look(string number, Caller caller, CancellationToken cancel)
    {
        if ((await door.Open(number, caller, cancel)).Failed(out var closed, out var access))
            return closed;
        var details = await parties.Read(access.State.Customer, cancel);
        return new CaseOnDesk(access, await directory.Get(cancel), calendars.Get(access.State.Calendar), details?.Masked());
    }
}
