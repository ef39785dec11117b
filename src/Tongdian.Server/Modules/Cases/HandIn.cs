using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Handing in what a stage asks for: as a draft or to complete it; the customer's confirmation and requests are the same thing.</summary>
public sealed class HandIn(StageFiles files)
{
    /// <summary>A file that was uploaded before.</summary>
    public sealed record FileRef(string Kind, Guid File);

    /// <summary>A signature that was uploaded before, as a picture.</summary>
    public sealed record SignatureRef(string Role, Guid File);

    /// <summary>What is handed in.</summary>
    public sealed record Request(IReadOnlyDictionary<string, JsonElement>? Fields, IReadOnlyList<FileRef>? Files, IReadOnlyList<SignatureRef>? Signatures);

    /// <summary>What the customer asks for: a review or inspection, perhaps with what was mended.</summary>
    public sealed record InspectionRequest(string? Note, IReadOnlyList<FileRef>? Files);

    /// <summary>Keep what was entered so far.</summary>
    public CaseUse Draft(string stage, Request request) => access => Work(access, stage, request, (s, sealedAs) => new SaveDraft(stage, s, sealedAs));

    /// <summary>Finish a stage.</summary>
    public CaseUse Complete(string stage, Request request) => access => Work(access, stage, request, (s, sealedAs) => new CompleteStage(stage, s, sealedAs));

    /// <summary>The customer asks for a review or inspection.</summary>
    public CaseUse Ask(string stage, InspectionRequest request) => async access =>
    {
        if (FreeText.Check("note", request.Note) is { } unfit)
            return unfit;
        if ((await files.Take(access, request.Files ?? [], [], CancellationToken.None)).Failed(out var refused, out var taken))
            return refused;
        return new CaseWork(new RequestStage(stage, request.Note, taken.Files)) { With = taken.Rows };
    };

    private Task<Result<CaseWork>> Work(CaseAccess access, string stage, Request request, Func<Submission, Guid?, CaseCommand> command) =>
        Take(access, stage, request, (_, submission, sealedAs) => Task.FromResult<Result<CaseWork>>(new CaseWork(command(submission, sealedAs))));

    /// <summary>Takes what is handed in and seals what is personal in it; what is to be done with it is said by <paramref name="then"/>.</summary>
    internal async Task<Result<CaseWork>> Take(
        CaseAccess access, string stage, Request request, Func<StageDefinition, Submission, Guid?, Task<Result<CaseWork>>> then)
    {
        if (access.Process.Stage(stage) is not { } definition)
            return CaseErrors.UnknownStage(stage);
        if ((await files.Take(access, request.Files ?? [], request.Signatures ?? [], CancellationToken.None)).Failed(out var refused, out var taken))
            return refused;
        var fields = (request.Fields ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        var submission = new Submission(fields, taken.Files, taken.Signatures);
        var sealing = taken.Key is { } key ? CaseParties.SealEntry(key, definition, submission, access.Now) : null;
        if ((await then(definition, submission, sealing?.Id)).Failed(out var notDone, out var work))
            return notDone;
        return work with { With = sealing is var (_, rows) ? [.. taken.Rows, rows, .. work.With] : [.. taken.Rows, .. work.With] };
    }
}

/// <summary>Files and signatures of a case that are taken, the rows that say so, and the customer's key they are wrapped with.</summary>
public sealed record TakenFiles(
    ImmutableArray<FileLink> Files, ImmutableArray<SignatureLink> Signatures, Platform.Privacy.PersonKey? Key, IReadOnlyList<Action<WriteBatch>> Rows);
