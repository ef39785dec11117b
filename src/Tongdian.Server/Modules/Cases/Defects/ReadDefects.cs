using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases.Photos;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases.Defects;

/// <summary>What inspections found wanting, item by item, beside what was seen of it after it was mended.</summary>
public sealed class ReadDefects(CaseStore store, CustomerPhotos photos)
{
    private const int MostVersions = 10_000;

    /// <summary>An inspection or review that found defects, and what was handed in for it afterwards.</summary>
    /// <param name="Stage">The stage that judged.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="At">When.</param>
    /// <param name="Items">What failed.</param>
    /// <param name="Others">Photographs of the inspection that belong to no item.</param>
    /// <param name="Mended">Photographs and papers that were handed in as the rectification, until the next inspection.</param>
    public sealed record Round(string Stage, string Name, DateTimeOffset At, IReadOnlyList<Item> Items, IReadOnlyList<Guid> Others, IReadOnlyList<Guid> Mended);

    /// <summary>An item that failed.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Label">What it is called.</param>
    /// <param name="Remark">Why it failed.</param>
    /// <param name="Found">Photographs of the defect.</param>
    /// <param name="Mended">Photographs of the item at the next inspection.</param>
    /// <param name="Passed">What the next inspection said; null when there was none yet.</param>
    public sealed record Item(string Id, string Label, string? Remark, IReadOnlyList<Guid> Found, IReadOnlyList<Guid> Mended, bool? Passed);

    /// <summary>Every round, the first one first.</summary>
    public async Task<Result<Round[]>> Of(CaseAccess access, CancellationToken cancel)
    {
        if (access.State.Stages.Values.All(s => s.Rejections == 0))
            return Array.Empty<Round>();
        var facts = (await store.Events(access.State.Id, 0, MostVersions, cancel)).Select(e => CaseStore.Fact(e.Payload)).ToList();
        var rounds = new List<Round>();
        foreach (var (at, found) in facts.Index().Where(f => f.Item.Event is DefectsFound).Select(f => (f.Index, (DefectsFound)f.Item.Event)))
        {
            if (access.Process.Stage(found.Stage) is not { } stage)
                continue;
            var after = facts.Skip(at + 1).Select(f => f.Event).ToList();
            var judged = after.FindIndex(e => Judged(e, stage.Id) is not null);
            var next = judged < 0 ? null : Judged(after[judged], stage.Id);
            Item[] items = [.. Failed(stage, found.Entry).Select(i => i with { Mended = Photos(next, i.Id), Passed = next is null ? null : Said(next, i.Id) != "fail" })];
            var mended = after.Take(judged < 0 ? after.Count : judged).SelectMany(e => Handed(e, stage.Id, found.To));
            rounds.Add(await Seen(access, new Round(
                stage.Id, stage.Name.In(Language.Current), facts[at].At, items,
                [.. found.Entry.Files.Where(f => items.All(i => !i.Found.Contains(f.File))).Select(f => f.File)], [.. mended.Select(f => f.File).Distinct()]), cancel));
        }

        return rounds.ToArray();
    }

    /// <summary>What a colleague withheld from the customer is not here either.</summary>
    private async Task<Round> Seen(CaseAccess access, Round round, CancellationToken cancel)
    {
        if (access.Staff is not null)
            return round;
        var instead = new Dictionary<Guid, Guid?>();
        foreach (var file in round.Items.SelectMany(i => i.Found.Concat(i.Mended)).Concat(round.Others).Concat(round.Mended).Distinct())
            instead[file] = await photos.Instead(access, file, cancel);
        IReadOnlyList<Guid> Of(IReadOnlyList<Guid> files) => [.. files.Select(f => instead[f]).OfType<Guid>()];
        return round with { Items = [.. round.Items.Select(i => i with { Found = Of(i.Found), Mended = Of(i.Mended) })], Others = Of(round.Others), Mended = Of(round.Mended) };
    }

    private static IEnumerable<Item> Failed(StageDefinition stage, StageEntry entry) =>
        from field in stage.Fields
        where field.Type == FieldType.Checklist
        from option in field.Options
        where Said(entry, option.Id) == "fail"
        select new Item(option.Id, option.Label.In(Language.Current), Text(Judgement(entry, option.Id), "remark"), Photos(entry, option.Id), [], null);

    private static StageEntry? Judged(CaseEvent fact, string stage) => fact switch
    {
        DefectsFound e when e.Stage == stage => e.Entry,
        StageCompleted e when e.Stage == stage => e.Entry,
        _ => null,
    };

    // The customer asks again with what was mended, or the stage to which the case went back is done anew.
    private static ImmutableArray<FileLink> Handed(CaseEvent fact, string stage, string to) => fact switch
    {
        StageRequested e when e.Stage == stage => e.Files,
        StageCompleted e when e.Stage == to => e.Entry.Files,
        _ => [],
    };

    private static string? Said(StageEntry entry, string item) => Text(Judgement(entry, item), "result");

    private static Guid[] Photos(StageEntry? entry, string item) => entry is not null && Judgement(entry, item) is { } judged
        ? [.. FormRules.PhotosOf(judged).Where(p => entry.Files.Any(f => f.File == p))]
        : [];

    private static JsonElement? Judgement(StageEntry entry, string item) => entry.Fields.Values.Where(v => v.ValueKind == JsonValueKind.Object)
        .Select(v => v.TryGetProperty(item, out var judged) && judged.ValueKind == JsonValueKind.Object && judged.TryGetProperty("result", out _) ? judged : (JsonElement?)null).FirstOrDefault(j => j is not null);

    private static string? Text(JsonElement? item, string name) =>
        item is { } judged && judged.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
