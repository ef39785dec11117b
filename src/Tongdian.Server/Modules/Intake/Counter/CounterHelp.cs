using Tongdian.Domain;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Parties;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Work;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Access;

namespace Tongdian.Server.Modules.Intake.Counter;

/// <summary>What the counter's page needs while an application is filled in: the process it leads to, possible duplicates, room for documents.</summary>
public sealed class CounterHelp(
    ProcessCatalog processes, VoltageTable voltages, CompanyDirectory directory, CaseParties parties, ShowFound found, SubmitCase submit, FileSettings settings,
    IServiceScopeFactory scopes)
{
    /// <summary>The process that the answers so far lead to, with its promise and the documents it wants.</summary>
    public sealed record Outlook(ProcessDefinition Process, VoltageChoice Voltage, PromiseDefinition Promise, IReadOnlyList<FileRequirement> Documents);

    /// <summary>The largest document, in bytes.</summary>
    public long LargestDocument => Math.Max(settings.MaxImageBytes, settings.MaxPdfBytes);

    /// <summary>Where the answers so far lead; null while they are too few.</summary>
    public async Task<Outlook?> Foresee(CounterForm form, CancellationToken cancel)
    {
        if (form.Facts() is not { } facts)
            return null;
        var company = await directory.Get(cancel);
        if (!company.Regions.ContainsKey(facts.Region))
            return null;
        var voltage = ChooseVoltage.From(voltages.For(facts.Region, company), facts.CapacityKw, facts.CapacityKva, facts.Voltage.Length == 0 ? null : facts.Voltage);
        facts = facts with { Voltage = voltage.Voltage };
        if (ChooseProcess.For(processes.Newest, facts).Failed(out _, out var process))
            return null;
        var promise = process.Promises.Where(p => p is { Kind: PromiseKind.Promise, Since: null } && Condition.AllHold(p.When, facts.Read)).Last();
        return new Outlook(process, voltage, promise, [.. process.Documents.Where(d => Condition.AllHold(d.When, facts.Read))]);
    }

    /// <summary>Open cases of the same person at the same place, as far as the colleague may see them.</summary>
    public async Task<IReadOnlyList<ShowFound.Row>> Duplicates(CounterForm form, StaffMember me, CancellationToken cancel)
    {
        var phone = PhoneNumber.Parse(form.Phone ?? "").Failed(out _, out var called) ? "" : called.Value;
        var identity = IdentityNumber.ForSearch(form.IdNumber ?? "");
        if (string.IsNullOrWhiteSpace(form.Address) || (phone.Length == 0 && identity.Length == 0))
            return [];
        var details = new PartyDetails(form.Name ?? "", form.IdType ?? "", identity, phone, null, null, form.Address, null, null);
        return await found.Of(await parties.PossibleDuplicates(details, cancel), me, cancel);
    }

    /// <summary>Keeps a document until the application is sent.</summary>
    public async Task<Result<CounterForm.Paper>> Keep(Stream content, string kind, string name, StaffMember me, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UploadFile>().Keep(content, me.Id, "", cancel)).Failed(out var refused, out var kept)
            ? refused
            : new CounterForm.Paper(kind, kept.Id, name);
    }

    /// <summary>Takes the application; the colleague owns the case then.</summary>
    public async Task<Result<SubmitCase.Response>> Submit(CounterForm form, Caller caller, CancellationToken cancel)
    {
        if (caller.Staff is not { Actor.SpeaksForCustomer: true } staff)
            return AccessErrors.NotAllowed;
        if (form.Channel is not ("counter" or "telephone"))
            return new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("channel", "field.option")]);
        return await submit.Submit(form.ToApplication(), staff, form.Channel, form.Once(), cancel);
    }
}
