using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Parties;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Intake;

/// <summary>The customer changes what they told: how to reach them at any time, what they need until the survey is done.</summary>
public sealed class AmendCase(
    CaseParties parties, ProcessCatalog processes, CalendarCatalog calendars, VoltageTable voltages, CompanyDirectory directory)
{
    /// <summary>What changes; everything left out stays.</summary>
    public sealed record Request(string? Phone, string? Email, string? Address, double? Lat, double? Lon, decimal? CapacityKw, decimal? CapacityKva, string? Purpose, string? Reason);

    /// <summary>Change what the customer told.</summary>
    public CaseUse Change(Request request) => async access =>
    {
        var state = access.State;
        var cancel = CancellationToken.None;
        if (await parties.Read(state.Customer, cancel) is not { } told || await parties.Key(state, cancel) is not { } key)
            return new Error(ErrorKind.NotFound, "person.erased");
        var wanted = told with
        {
            Phone = request.Phone ?? told.Phone, Email = request.Email ?? told.Email, Address = request.Address ?? told.Address,
            Lat = request.Lat ?? told.Lat, Lon = request.Lon ?? told.Lon,
        };
        var today = calendars.Get(state.Calendar).DateOf(access.Now);
        if (PartyDetails.Parse(wanted, today).Failed(out var wrong, out var details))
            return wrong;
        if (ReadApplication.CapacityFault("capacityKw", request.CapacityKw) is { } kw)
            return new Error(ErrorKind.Invalid, "request.invalid").For([kw]);
        if (ReadApplication.CapacityFault("capacityKva", request.CapacityKva) is { } kva)
            return new Error(ErrorKind.Invalid, "request.invalid").For([kva]);
        if ((FreeText.Check("reason", request.Reason) ?? FreeText.Check("purpose", request.Purpose)) is { } tooLong)
            return tooLong;

        var facts = state.Facts with
        {
            CapacityKw = request.CapacityKw ?? (request.CapacityKva is null ? state.Facts.CapacityKw : null),
            CapacityKva = request.CapacityKva ?? (request.CapacityKw is null ? state.Facts.CapacityKva : null),
            Purpose = request.Purpose?.Trim() ?? state.Facts.Purpose,
        };
        var company = await directory.Get(cancel);
        var voltage = ChooseVoltage.From(voltages.For(facts.Region, company), facts.CapacityKw, facts.CapacityKva, state.Facts.Voltage);
        facts = facts with { Voltage = voltage.Voltage };
        if (ChooseProcess.For(processes.Newest, facts).Failed(out var none, out var chosen))
            return none;
        var before = ChooseProcess.For(processes.Newest, state.Facts).Failed(out _, out var asBefore) ? state.Process : asBefore.Key;
        var (who, rows) = parties.Amend(key, details, state.Id, access.Now);
        var contactChanged = details != told;
        return new CaseWork(
            new Domain.Cases.AmendCase(
                [.. Changed(told, details, state.Facts, facts)], contactChanged ? who : null, facts == state.Facts ? null : facts, chosen.Key, before),
            request.Reason)
        {
            With = contactChanged ? [rows] : [],
        };
    };

    private static IEnumerable<string> Changed(PartyDetails told, PartyDetails details, CaseFacts before, CaseFacts after)
    {
        if (told.Phone != details.Phone)
            yield return "phone";
        if (told.Email != details.Email)
            yield return "email";
        if (told.Address != details.Address || told.Lat != details.Lat || told.Lon != details.Lon)
            yield return "address";
        if ((before.CapacityKw, before.CapacityKva) != (after.CapacityKw, after.CapacityKva))
            yield return "capacity";
        if (before.Purpose != after.Purpose)
            yield return "purpose";
    }
}
