using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Processes;

/// <summary>A version of a process as a file: checked by exactly the rules of the start, then published. New cases get it at once, open ones keep theirs.</summary>
public sealed class PublishProcess(ProcessCatalog catalog, IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    private const int LongestFileName = 100;

    /// <summary>The file: a name for what is said about it, and its text.</summary>
    public sealed record Request(string? File, string Yaml);

    /// <summary>What the check found; the process when it may be published.</summary>
    public sealed record Checked(ProcessDefinition? Process, ImmutableArray<ProcessFault> Faults);

    /// <summary>What the check found, for a program.</summary>
    public sealed record CheckView(string? Process, int? Version, string? Name, IReadOnlyList<FaultView> Faults);

    /// <summary>Something wrong, and where.</summary>
    public sealed record FaultView(string File, int Line, string Rule, string Message);

    /// <summary>What was published.</summary>
    public sealed record Response(string Process, int Version);

    /// <summary>Checks without publishing.</summary>
    public Checked Check(Request request)
    {
        var name = string.IsNullOrWhiteSpace(request.File) || request.File.Length > LongestFileName || request.File.Any(char.IsControl) ? "process.yaml" : request.File.Trim();
        // The parser takes it for the end of the text, and PostgreSQL does not take it at all.
        if (request.Yaml.Contains('\0', StringComparison.Ordinal))
            return new Checked(null, [new ProcessFault(name, 1, "yaml-syntax", "there is a NUL character in the text")]);
        try
        {
            return new Checked(ProcessFile.Read(name, request.Yaml, AmongTheOthers), []);
        }
        catch (ProcessFileException refused)
        {
            return new Checked(null, refused.Faults);
        }
    }

    internal static IResult HandleCheck(Body<Request> body, PublishProcess use)
    {
        if (body.Read.Failed(out var unreadable, out var request))
            return Problem.From(unreadable);
        var (process, faults) = use.Check(request);
        return TypedResults.Ok(new CheckView(
            process?.Key.Id, process?.Key.Version, process?.Name.In(Language.Current), [.. faults.Select(f => new FaultView(f.File, f.Line, f.Rule, f.Message))]));
    }

    public async Task<Result<Response>> Do(Request request, StaffMember by, CancellationToken cancel)
    {
        var (process, faults) = Check(request);
        if (process is null)
            return Wrong(faults);
        var key = process.Key;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        context.Add(new ProcessVersion { Id = key.Id, Version = key.Version, Yaml = request.Yaml, PublishedAt = now, PublishedBy = by.Id });
        context.Add(AdministrationEntry.Of(by, now, Acts.ProcessPublished, key.ToString()));
        try
        {
            await context.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (catalog.Find(key) is not null)
        {
            return new Error(ErrorKind.Conflict, "process.version-taken").With("process", key.ToString());
        }

        catalog.TakeOver();
        return new Response(key.Id, key.Version);
    }

    /// <summary>The refusal of a file with faults: one line each.</summary>
    internal static Error Wrong(ImmutableArray<ProcessFault> faults) => new Error(ErrorKind.Invalid, "process.file-wrong").For(faults.Select(f =>
        new FieldError(string.Create(CultureInfo.InvariantCulture, $"yaml:{f.Line}"), "process.fault").With("rule", f.Rule).With("message", f.Message)));

    /// <summary>What a version must keep beside those that are published.</summary>
    private IEnumerable<ProcessRuleFault> AmongTheOthers(ProcessDefinition process)
    {
        // Whatever another server published counts, too.
        catalog.TakeOver();
        var newest = catalog.Newest.FirstOrDefault(p => p.Key.Id == process.Key.Id)?.Key.Version ?? 0;
        if (process.Key.Version != newest + 1)
            yield return new ProcessRuleFault("version", "version-not-next", $"the newest version of {process.Key.Id} is {newest}: this must be {newest + 1}");
        if (process.Key.Id.Length > 60 || !Codes.IsCode(process.Key.Id))
            yield return new ProcessRuleFault("id", "id-form", "an id has small letters, digits and hyphens, at most 60");
        if (catalog.Newest.FirstOrDefault(p => p.Key.Id != process.Key.Id && p.ChoiceOrder == process.ChoiceOrder) is { } same)
            yield return new ProcessRuleFault("choiceOrder", "choice-order-duplicate", $"choiceOrder {process.ChoiceOrder} is also that of {same.Key.Id}: which comes first?");
    }
}
