using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Supply;

/// <summary>Where a contract is.</summary>
public enum ContractState
{
    /// <summary>Only staff see it, as it would be.</summary>
    Draft,

    /// <summary>It lies before the customer.</summary>
    Offered,

    /// <summary>The customer has signed, the supplier not yet.</summary>
    Signed,

    /// <summary>Both have signed.</summary>
    Done,
}

/// <summary>The contract of a case, to be read.</summary>
public sealed class ShowContract(ComposeContract compose)
{
    /// <summary>The contract.</summary>
    /// <param name="State">Where it is.</param>
    /// <param name="View">What it says; numbers of identity and telephone are masked.</param>
    /// <param name="Document">The file: what lies there to be signed, or what both have signed.</param>
    /// <param name="OfferedAt">Since when it lies there.</param>
    /// <param name="SignedAt">When the customer signed.</param>
    public sealed record Response(ContractState State, ContractView View, Guid? Document, DateTimeOffset? OfferedAt, DateTimeOffset? SignedAt);

    /// <summary>The contract as it stands. Customers see it once it was offered.</summary>
    public async Task<Result<Response>> Look(CaseAccess access, CancellationToken cancel)
    {
        if (ContractStage.Of(access).Failed(out var unknown, out var stage))
            return unknown;
        var at = access.State.Stage(stage.Id);
        var done = at.Status == StageStatus.Completed;
        if (access.Staff is null && at.Offer is null && !done)
            return CaseErrors.NotOffered(stage.Id);
        var fields = at.Entry?.Fields ?? ImmutableSortedDictionary<string, JsonElement>.Empty;
        if (at.Offer is null && !done)
            fields = Prefilled(stage, access.State, fields);
        if ((await compose.Of(access, fields, at.Offer?.Since ?? at.FinishedAt ?? access.Now, whole: false, cancel)).Failed(out var error, out var view))
            return error;
        var state = done ? ContractState.Done : at.Offer is null ? ContractState.Draft : at.Offer.Signatures.IsEmpty ? ContractState.Offered : ContractState.Signed;
        return new Response(state, view, Document(at), at.Offer?.Since, at.Offer?.SignedAt);
    }

    internal static async Task<IResult> Pdf(string number, HttpContext http, CaseEndpoint cases, ReadFile read) =>
        (await cases.Open(number, http)).Failed(out var closed, out var access) ? Problem.From(closed) : await Send(access, http, read);

    internal static async Task<IResult> PagePdf(string number, HttpContext http, CaseDoor door, CaseKeys keys, ReadFile read) =>
        (await door.Open(number, keys.Caller(http, number), http.RequestAborted)).Failed(out var closed, out var access)
            ? Platform.Look.PageProblem.From(closed, http, "/case")
            : await Send(access, http, read);

    internal static async Task<IResult> DeskPdf(string number, HttpContext http, CaseDoor door, ReadFile read) =>
        (await door.Open(number, Caller.Of(StaffAccess.Me(http)), http.RequestAborted)).Failed(out var closed, out var access)
            ? Platform.Look.PageProblem.From(closed, http, "/staff")
            : await Send(access, http, read);

    private static async Task<IResult> Send(CaseAccess access, HttpContext http, ReadFile read) =>
        Document(access.State.Stage(ContractStage.Id)) is { } file
            ? await read.Answer(access.State.Id.Value, file, original: false, access.Staff is not null, http)
            : Problem.From(CaseErrors.NotOffered(ContractStage.Id));

    private static Guid? Document(StageState at) =>
        at.Status == StageStatus.Completed ? at.Entry?.Files.LastOrDefault(f => f.Kind == ContractStage.File)?.File : at.Offer?.Document.File;

    private static ImmutableSortedDictionary<string, JsonElement> Prefilled(StageDefinition stage, Case state, ImmutableSortedDictionary<string, JsonElement> entered) =>
        entered.AddRange(stage.Fields.Where(f => !entered.ContainsKey(f.Id) && f.Prefill is not null && !f.Prefill.StartsWith("customer.", StringComparison.Ordinal))
            .Select(f => (f.Id, Value: state.Fact(f.Prefill!))).Where(f => f.Value is not null).Select(f => KeyValuePair.Create(f.Id, f.Value!.Value)));
}
