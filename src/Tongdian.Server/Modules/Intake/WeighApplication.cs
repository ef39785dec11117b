using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Parties;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;

namespace Tongdian.Server.Modules.Intake;

/// <summary>What an application comes to: who and what, the voltage and the process, each with its reason.</summary>
public sealed record WeighedApplication(
    PartyDetails Details, CaseFacts Facts, VoltageChoice Voltage, ProcessDefinition Process, WorkCalendar Calendar, Company Company);

/// <summary>Reads an application and finds what it comes to, without keeping anything.</summary>
public sealed class WeighApplication(ProcessCatalog processes, CalendarCatalog calendars, VoltageTable voltages, CompanyDirectory directory)
{
    /// <summary>What it comes to, or everything that is wrong with it.</summary>
    public async Task<Result<WeighedApplication>> Weigh(Application sent, DateTimeOffset now, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        var calendar = Calendar(sent, company);
        if (ReadApplication.Read(sent, company.Regions.Keys.ToHashSet(StringComparer.Ordinal), calendar.DateOf(now)).Failed(out var wrong, out var read))
            return wrong;
        var voltage = Voltage(read.Facts, read.StatedVoltage, company);
        var facts = read.Facts with { Voltage = voltage.Voltage };
        return ChooseProcess.For(processes.Newest, facts).Failed(out var noProcess, out var process)
            ? noProcess
            : new WeighedApplication(read.Details, facts, voltage, process, calendar, company);
    }

    /// <summary>What is wrong or missing so far.</summary>
    public async Task<IReadOnlyList<FieldError>> Faults(Application sent, DateTimeOffset now, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        return ReadApplication.Faults(sent, company.Regions.Keys.ToHashSet(StringComparer.Ordinal), Calendar(sent, company).DateOf(now));
    }

    /// <summary>The process that what was said so far leads to, whoever it is who asks; null while what decides is missing or wrong.</summary>
    public async Task<(ProcessDefinition Process, CaseFacts Facts)?> Expect(Application sent, IReadOnlyList<FieldError> faults, CancellationToken cancel)
    {
        if (faults.Any(f => f.Field is "customer.kind" or "site.region" || f.Field.StartsWith("supply.", StringComparison.Ordinal)))
            return null;
        var stated = ReadApplication.Facts(sent);
        var facts = stated with { Voltage = Voltage(stated, sent.Supply?.Voltage, await directory.Get(cancel)).Voltage };
        return ChooseProcess.For(processes.Newest, facts).Failed(out _, out var process) ? null : (process, facts);
    }

    private VoltageChoice Voltage(CaseFacts facts, string? stated, Company company) =>
        ChooseVoltage.From(voltages.For(facts.Region, company), facts.CapacityKw, facts.CapacityKva, stated);

    // An unknown region is told later; until then any calendar will do.
    private WorkCalendar Calendar(Application sent, Company company) =>
        calendars.Newest(company.CalendarOf(sent.Site?.Region ?? "") ?? CalendarCatalog.Default) ?? throw new InvalidOperationException("No calendar is loaded");
}
