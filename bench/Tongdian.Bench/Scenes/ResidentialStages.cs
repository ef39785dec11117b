using System.Collections.Immutable;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Demo;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;

namespace Tongdian.Bench.Scenes;

/// <summary>The six stages of a home, and how a case looks before the first and after each.</summary>
internal sealed record Plan(ImmutableArray<Step> Steps, ImmutableArray<Case> States);

/// <summary>
/// How a home goes from request to archive: acceptance, survey, contract, construction, energisation, archive, every form filled in. The
/// online check is made to find something, so that acceptance too is somebody's work.
/// </summary>
internal sealed class ResidentialStages(ProcessCatalog processes, CalendarCatalog calendars, CompanyDirectory directory, TimeProvider time)
{
    private static readonly string[] Order = ["acceptance", "survey", "contract", "construction", "energisation", "archive"];
    private static readonly CaseFacts Home = new("residential", false, "new", "low", 8, null, "normal", 1, "home", BenchCompany.Region);

    private Plan? plan;

    /// <summary>Made once: a case that exists only in memory is carried through.</summary>
    public Plan Plan => plan ??= Make(time.GetUtcNow().AddHours(-Order.Length));

    /// <summary>A case that came to its next stage at an instant, an hour after the one before; after the last it is archived.</summary>
    public Case Waiting(int stage, DateTimeOffset since) => Make(since.AddHours(-stage)).States[stage];

    public ProcessDefinition Process => processes.Newest.Single(p => p.Key.Id == BenchCompany.Process);

    /// <summary>A new case whose documents are there and which waits for its acceptance.</summary>
    public CaseChange Submit(CaseId id, CaseNumber number, PersonRef who, DateTimeOffset now)
    {
        var calendar = calendars.Newest(CalendarCatalog.Default)!;
        var documents = Process.Documents.Where(d => d.Min > 0)
            .Select((d, i) => new FileLink(d.Kind, CaseFiles.Of(id.Value, CaseFiles.PerCase - 1 - i), "image/jpeg", CaseFiles.Hash)).ToImmutableArray();
        var command = new SubmitCase(
            id, number, Home, Process.ChoiceReason, new CalendarKey(calendar.Id, calendar.Version), who, "zh-CN", "counter", Actor(BenchCompany.Clerk).Ref.Id,
            documents, new OnlineCheckInput(true, true, PossibleDuplicate: true, true));
        return CaseDecisions.Submit(Process, command, new OperationContext(Actor(BenchCompany.Clerk), now)).Value;
    }

    private Plan Make(DateTimeOffset now)
    {
        var id = CaseId.New(now);
        var state = Submit(id, CaseNumber.Make(new DateOnly(2020, 1, 1), 1), new PersonRef(Guid.CreateVersion7(now), Guid.CreateVersion7(now)), now).After;
        var (steps, states, file) = (ImmutableArray.CreateBuilder<Step>(), ImmutableArray.CreateBuilder<Case>(), 0);
        states.Add(state);
        foreach (var stage in Order.Select(s => Process.Stage(s)!))
        {
            now = now.AddHours(1);
            var fields = SampleForms.Fields(stage, state.Fact, now);
            var files = stage.Files.Where(f => f.Min > 0 && Condition.AllHold(f.When, path => fields.GetValueOrDefault(path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..])));
            var step = new Step(
                stage, Actor(stage.Role), fields, [.. files.Select(f => (f.Kind, file++))], [.. stage.Signatures.Where(s => s.Required).Select(s => (s.Role, file++))]);
            // Nothing is sealed in this one, so the personal fields are left out as if they were.
            var command = new CompleteStage(stage.Id, step.For(id.Value), null);
            state = state.Decide(Process, command, new OperationContext(step.Actor, now)).Value.After;
            steps.Add(step);
            states.Add(state);
        }

        return new Plan(steps.ToImmutable(), states.ToImmutable());
    }

    private Actor Actor(string role) =>
        directory.Get(CancellationToken.None).AsTask().GetAwaiter().GetResult().Staff.Values.First(s => s.Roles.Contains(role)).Actor;
}
