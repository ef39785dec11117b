using System.Collections.Immutable;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;

namespace Tongdian.Server.Modules.Intake.Apply;

/// <summary>An application on its way: what was entered, which pages it has, what is still missing on them.</summary>
public sealed record ApplyState(
    DraftAnswers Answers, Application Sent, ImmutableArray<ApplyStep> Steps, IReadOnlyList<FieldError> Faults, ProcessDefinition? Process,
    ImmutableArray<FileRequirement> Wanted, Company Company)
{
    /// <summary>The draft; null before the first answer.</summary>
    public OpenDraft? Draft { get; init; }

    /// <summary>The documents in the draft.</summary>
    public IReadOnlyList<DraftFile> Files { get; init; } = [];

    /// <summary>The first page on which something is missing; null when nothing is.</summary>
    public ApplyStep? Next => Steps.FirstOrDefault(s => FaultsOf(s).Any());

    /// <summary>Where that page is.</summary>
    public string NextAddress => Address(Next?.Id ?? "check");

    /// <summary>What is wrong on a page.</summary>
    public IEnumerable<FieldError> FaultsOf(ApplyStep step) => Faults.Where(f => step.Fields.Contains(f.Field));

    /// <summary>Whether everything before a page is answered, so that it may be looked at.</summary>
    public bool Reached(ApplyStep step) => !Steps.TakeWhile(s => s != step).SelectMany(FaultsOf).Any();

    /// <summary>The required documents that are not there yet.</summary>
    public IEnumerable<FileRequirement> Missing => Wanted.Where(w => Files.Count(f => f.Kind == w.Kind) < w.Min);

    /// <summary>The address of a page of this draft.</summary>
    public string Address(string step) => $"/apply/{Draft?.Token}/{step}";
}

/// <summary>Looks at an application on its way, by the rules that every application is judged by.</summary>
public sealed class ApplyDesk(Drafts drafts, WeighApplication weighing, CompanyDirectory directory, CaseParties parties, TimeProvider time)
{
    /// <summary>A draft as it stands.</summary>
    public async Task<ApplyState> Look(OpenDraft draft, DraftAnswers answers, CancellationToken cancel)
    {
        var files = await drafts.Files(draft, cancel);
        return await Look(answers, files, cancel) with { Draft = draft };
    }

    /// <summary>Answers that no draft keeps yet.</summary>
    public async Task<ApplyState> Look(DraftAnswers answers, IReadOnlyList<DraftFile> files, CancellationToken cancel)
    {
        var (sent, unreadable) = answers.Read();
        var wrong = (await weighing.Faults(sent, time.GetUtcNow(), cancel)).Where(f => f.Field != "consent").ToList();
        var expected = await weighing.Expect(sent, [.. unreadable, .. wrong], cancel);
        var wanted = Documents(expected?.Process, expected?.Facts);
        var high = expected?.Facts.Voltage == "high";
        // What nobody was asked says nothing, and what is not wanted any more is not handed in.
        sent = sent with
        {
            Supply = high ? sent.Supply : sent.Supply! with { Sources = null },
            Documents = [.. wanted.SelectMany(w => files.Where(f => f.Kind == w.Kind).Take(w.Max)).Select(f => new HandIn.FileRef(f.Kind, f.Id))],
        };
        var steps = ApplyStep.For(high);
        var notAnswered = steps.SelectMany(s => s.Asked).Append("seen").Where(f => answers[f] is null).Select(f => new FieldError(f, "field.required"));
        return new ApplyState(
            answers, sent, steps, [.. unreadable.Concat(wrong).Concat(notAnswered).Select(f => OnPage(f, answers)).DistinctBy(f => f.Field)], expected?.Process, wanted,
            await directory.Get(cancel))
        {
            Files = files,
        };
    }

    /// <summary>Everything that it comes to, when nothing is missing; consent is taken for granted until it is sent.</summary>
    public async Task<Result<WeighedApplication>> Weigh(ApplyState state, CancellationToken cancel) =>
        await weighing.Weigh(state.Sent with { Consent = true }, time.GetUtcNow(), cancel);

    /// <summary>Open cases of the same person at the same place.</summary>
    public Task<IReadOnlyList<CaseRow>> Duplicates(WeighedApplication weighed, CancellationToken cancel) => parties.PossibleDuplicates(weighed.Details, cancel);

    private static ImmutableArray<FileRequirement> Documents(ProcessDefinition? process, CaseFacts? facts) =>
        process is null || facts is null ? [] : [.. process.Documents.Where(d => Condition.AllHold(d.When, facts.Read))];

    // One question on the page may be another field by its unit, and a home is asked for its appliances first.
    private static FieldError OnPage(FieldError fault, DraftAnswers answers) => fault.Field is not ("supply.capacityKw" or "supply.capacityKva")
        ? fault
        : new FieldError(answers.IsHome && answers["capacity.usual"] is null ? "capacity.usual" : "capacity.number", fault.Code, fault.Values);
}
