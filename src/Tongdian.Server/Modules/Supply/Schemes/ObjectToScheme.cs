using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Opinions;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Supply.Schemes;

/// <summary>The customer asks for another scheme: in general words, or part by part. A late answer is taken like any other.</summary>
public sealed class ObjectToScheme(CaseParties parties, ProcessCatalog processes)
{
    /// <summary>Longest words about one part.</summary>
    public const int LongestComment = 500;

    /// <summary>Most parts about which something is said.</summary>
    public const int MostComments = 20;

    private const int LongestReason = 2_000;

    /// <summary>What is to be different.</summary>
    /// <param name="Reason">In general; may be left out when something is said of parts.</param>
    /// <param name="Comments">Of parts: words by the names of the parts (<c>lineType</c>, <c>files.drawing</c>).</param>
    public sealed record Request(string? Reason, IReadOnlyDictionary<string, string>? Comments);

    /// <summary>Sends the case back to the scheme.</summary>
    public CaseUse Object(Request request)
    {
        var comments = (request.Comments ?? new Dictionary<string, string>(StringComparer.Ordinal)).Where(c => !string.IsNullOrWhiteSpace(c.Value))
            .ToDictionary(c => c.Key, c => c.Value.Trim(), StringComparer.Ordinal);
        return Faults(request.Reason, comments) is { Count: > 0 } faults
            ? CaseWork.Refused(new Error(ErrorKind.Invalid, "request.invalid").For(faults))
            : access => Work(access, request.Reason, comments);
    }

    private static List<FieldError> Faults(string? reason, Dictionary<string, string> comments)
    {
        if (comments.Count > MostComments)
            return [SchemeErrors.TooManyComments(MostComments)];
        return [.. new[] { FreeText.Fault("reason", reason, LongestReason) }.Concat(comments.Select(c => FreeText.Fault($"comments.{c.Key}", c.Value, LongestComment))).OfType<FieldError>()];
    }

    private async Task<Result<CaseWork>> Work(CaseAccess access, string? reason, Dictionary<string, string> comments)
    {
        var back = new SendBack(SchemeStages.Confirmation, SchemeStages.Scheme);
        var general = await parties.SealWords(access.State, "opinion", reason, access.Now, CancellationToken.None);
        IReadOnlyList<Action<WriteBatch>> opinion = general is var (id, sealing) ? [sealing, batch => Remember(batch, access, id)] : [];
        if (comments.Count == 0)
            return new CaseWork(back, reason) { With = opinion };
        if (await parties.Key(access.State, CancellationToken.None) is not { } key)
            return new Error(ErrorKind.NotFound, "person.erased");
        var (remarks, rows) = PartWords.Seal(key, comments, access.Now);
        return new CaseWork(back with { Remarks = remarks }, reason) { With = [rows, .. opinion, batch => Remember(batch, access, remarks.Sealed)] };
    }

    private void Remember(WriteBatch batch, CaseAccess access, Guid words)
    {
        if (processes.Get(access.State.Process).Stage(SchemeStages.Scheme) is { } scheme)
            KeepOpinion.Write(batch, words, KeepOpinion.About.OfStage(OpinionSource.Scheme, access.State, scheme), access.Now);
    }
}
