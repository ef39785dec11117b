using System.Security.Cryptography;
using System.Text;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases.Work;

/// <summary>
/// The same for several stages at once: take them, or give them to a colleague. Each case is a commit of its own, so what cannot be done holds
/// up nothing else; a press that comes twice does nothing twice.
/// </summary>
public sealed class BulkWork(CaseDoor door, StageActions actions, CompanyDirectory directory)
{
    private const int Most = 200;

    /// <summary>A stage that was selected.</summary>
    public sealed record Selected(string Number, string Stage);

    /// <summary>What happened to it.</summary>
    /// <param name="Number">Number of the case.</param>
    /// <param name="StageName">The stage, in words.</param>
    /// <param name="Refused">Why nothing happened; null when it was done.</param>
    /// <param name="Already">It was so before; nothing was written.</param>
    public sealed record Outcome(string Number, string StageName, Error? Refused, bool Already);

    /// <summary>The colleagues who could do every one of the selected stages, by work number.</summary>
    public async Task<Result<IReadOnlyList<StaffMember>>> Fitting(IReadOnlyCollection<Selected> selected, Caller caller, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        var fitting = company.People.Where(s => s.Active).ToList();
        foreach (var (number, stage) in selected.Take(Most))
        {
            if ((await door.Open(number, caller, cancel)).Failed(out var closed, out var access))
                return closed;
            if (access.Process.Stage(stage) is not { } definition)
                return CaseErrors.UnknownStage(stage);
            fitting.RemoveAll(s => !s.Actor.MayDo(definition) || !company.Covers(s, access.State.Facts.Region));
        }

        return fitting.OrderBy(s => s.WorkNumber, StringComparer.Ordinal).ToArray();
    }

    /// <summary>Gives every selected stage to a colleague.</summary>
    /// <param name="selected">The stages.</param>
    /// <param name="colleague">Id of the colleague.</param>
    /// <param name="reason">Why, if the coordinator says.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="press">Key of this press of the button.</param>
    /// <param name="cancel">Stops between two cases; what was done stays.</param>
    public async Task<Result<IReadOnlyList<Outcome>>> Assign(
        IReadOnlyCollection<Selected> selected, string? colleague, string? reason, Caller caller, string press, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(colleague))
            return new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("assignee", "field.required")]);
        if (caller.Staff?.Actor.Steers != true)
            return CaseErrors.NotAllowed;
        return await Each(selected, caller, $"{press}:{colleague}", colleague, stage => actions.Assign(stage, new StageActions.AssignRequest(colleague, reason)), cancel);
    }

    /// <summary>Takes every selected stage.</summary>
    public Task<Result<IReadOnlyList<Outcome>>> Claim(IReadOnlyCollection<Selected> selected, Caller caller, string press, CancellationToken cancel) =>
        Each(selected, caller, press, caller.Staff?.Id ?? "", StageActions.Claim, cancel);

    private async Task<Result<IReadOnlyList<Outcome>>> Each(
        IReadOnlyCollection<Selected> selected, Caller caller, string press, string wanted, Func<string, CaseUse> use, CancellationToken cancel)
    {
        if (selected.Count is 0 or > Most)
            return new Error(ErrorKind.Invalid, "selection.none-or-too-many").With("max", $"{Most}");
        var outcomes = new List<Outcome>();
        foreach (var one in selected.Distinct())
            outcomes.Add(await Do(one));
        return outcomes;

        async Task<Outcome> Do(Selected one)
        {
            cancel.ThrowIfCancellationRequested();
            if ((await door.Open(one.Number, caller, cancel)).Failed(out var closed, out var access))
                return new Outcome(one.Number, one.Stage, closed, Already: false);
            var name = access.Process.Stage(one.Stage)?.Name.In(Language.Current) ?? one.Stage;
            if (access.State.Stage(one.Stage) is { Assignee: { } has } at && has == wanted && at.Status.IsOpen())
                return new Outcome(one.Number, name, null, Already: true);
            var once = new OnceKey($"{press}:{one.Stage}", SHA256.HashData(Encoding.UTF8.GetBytes($"{one.Number}:{one.Stage}:{wanted}")));
            var done = await door.Change(one.Number, caller, new CaseEdit(access.State.Version, once), use(one.Stage), cancel);
            return new Outcome(one.Number, name, done.Error, Already: false);
        }
    }
}
