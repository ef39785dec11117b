using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Processes;

/// <summary>Every version of every process, with when and by whom it was published; and one of them whole.</summary>
public sealed class ListVersions(ProcessCatalog catalog, IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory)
{
    /// <summary>A version; <paramref name="PublishedBy"/> is the administrator's name, null when it came with the program.</summary>
    public sealed record Item(string Process, int Version, string Name, DateTimeOffset PublishedAt, string? PublishedBy, bool Newest);

    /// <summary>A version whole: what it says, and the file.</summary>
    public sealed record Whole(ProcessViews.ProcessView Process, string Yaml);

    /// <summary>All versions, the processes in the order of choice, the newest version first.</summary>
    public async Task<IReadOnlyList<Item>> Read(CancellationToken cancel)
    {
        var staff = (await directory.Get(cancel)).Staff;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await context.Set<ProcessVersion>().AsNoTracking().Select(v => new { v.Id, v.Version, v.PublishedAt, v.PublishedBy }).ToListAsync(cancel);
        return
        [
            .. rows.Select(v => (Row: v, Process: catalog.Get(new ProcessKey(v.Id, v.Version)), Newest: catalog.Newest.First(p => p.Key.Id == v.Id)))
                .OrderBy(v => v.Newest.ChoiceOrder).ThenByDescending(v => v.Row.Version)
                .Select(v => new Item(
                    v.Row.Id, v.Row.Version, v.Process.Name.In(Language.Current), v.Row.PublishedAt,
                    v.Row.PublishedBy is { } by ? staff.GetValueOrDefault(by)?.Name ?? "" : null, v.Newest.Key.Version == v.Row.Version)),
        ];
    }

    /// <summary>The file that a version was published with; null when there is none.</summary>
    public async Task<string?> Yaml(ProcessKey key, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<ProcessVersion>().Where(v => v.Id == key.Id && v.Version == key.Version).Select(v => v.Yaml).FirstOrDefaultAsync(cancel);
    }

    internal static async Task<IResult> Handle(ListVersions use, CancellationToken cancel) => TypedResults.Ok(await use.Read(cancel));

    internal static async Task<IResult> HandleOne(string process, int version, ListVersions use, ProcessCatalog catalog, CancellationToken cancel)
    {
        var key = new ProcessKey(process, version);
        return Codes.IsCode(process) && await use.Yaml(key, cancel) is { } yaml
            ? TypedResults.Ok(new Whole(ProcessViews.View(catalog.Get(key)), yaml))
            : Problem.From(new Error(ErrorKind.NotFound, "process.unknown").With("process", key.ToString()));
    }
}
