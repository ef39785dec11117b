using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Field;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.Supply;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>
/// The surveyor lays the report before a customer who is not there: written from what was entered, kept as a PDF. A message with a link goes out by itself;
/// what the customer signs counts when the surveyor completes the survey with the same values.
/// </summary>
internal sealed class OfferReport(HandIn handIn, ComposeReport compose, SiteSheets sheets, CaseParties parties, ContractFiles kept, StageFiles files)
{
    /// <summary>Kind of the file that lies there to be signed.</summary>
    public const string Offered = "survey-report-offered";

    /// <summary>Lays it.</summary>
    /// <param name="stage">The survey.</param>
    /// <param name="request">What is handed in; null: what was entered so far.</param>
    /// <param name="sheet">What belongs to it; null: what is kept.</param>
    public CaseUse Offer(string stage, HandIn.Request? request, SiteSheet? sheet) => async access =>
    {
        if (access.Process.Stage(stage) is not { Role: Roles.Surveyor } survey)
            return access.Process.Stage(stage) is null ? CaseErrors.UnknownStage(stage) : CaseErrors.NothingToSign(stage);
        if (!access.Actor.MayDo(survey))
            return CaseErrors.NotAllowed;
        if ((request is { Fields: not null } ? request : await SoFar(access, survey)) is not { } entered)
            return SurveysErrors.Empty(stage);
        return await handIn.Take(access, stage, entered, (_, submission, sealedAs) => Lay(access, survey, submission, sealedAs, sheet));
    };

    private async Task<Result<CaseWork>> Lay(CaseAccess access, StageDefinition survey, Submission submission, Guid? sealedAs, SiteSheet? sheet)
    {
        // Nothing is printed on what cannot be offered.
        if (access.State.OfferFault(access.Process, survey.Id, submission, access.Context(null)) is { } fault)
            return fault;
        var source = new ReportSource(
            FindReports.AsCustomer(access.State, access.Process, access.Now), survey, submission, sheet ?? await sheets.Read(access.State, survey.Id, CancellationToken.None),
            ReportState.Offered, access.Now)
        {
            Surveyor = access.State.Stage(survey.Id).Assignee ?? access.Staff?.Id,
        };
        var pdf = await compose.Print(source, CancellationToken.None);
        if ((await kept.Keep(pdf, access.Staff?.Id ?? StoredFile.Anonymous, CancellationToken.None)).Failed(out var notKept, out var file))
            return notKept;
        return (await files.Take(access, [new HandIn.FileRef(Offered, file.Id)], [], CancellationToken.None)).Failed(out var refused, out var mine)
            ? refused
            : new CaseWork(new OfferForSignature(survey.Id, submission, sealedAs, mine.Files[0])) { With = mine.Rows };
    }

    private async Task<HandIn.Request?> SoFar(CaseAccess access, StageDefinition survey)
    {
        if (access.State.Stage(survey.Id).Entry is not { } entry)
            return null;
        var personal = await parties.ReadEntry(access.State, entry, CancellationToken.None) ?? ImmutableDictionary<string, JsonElement>.Empty;
        return new HandIn.Request(
            entry.Fields.Concat(personal).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal),
            [.. entry.Files.Select(f => new HandIn.FileRef(f.Kind, f.File))], [.. entry.Signatures.Select(s => new HandIn.SignatureRef(s.Role, s.File))]);
    }
}
