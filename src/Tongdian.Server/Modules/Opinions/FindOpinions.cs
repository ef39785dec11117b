using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Feedback;
using Tongdian.Domain.Opinions;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Opinions;

/// <summary>Finds remarks by their words and by what they are about, the newest first, in the regions of whoever looks.</summary>
public sealed class FindOpinions(IDbContextFactory<TongdianContext> contexts, OpinionText texts, CompanyDirectory directory, ProcessCatalog processes, TimeProvider time)
{
    private const int Size = 30;
    private const int MostDays = 3660;
    private const int MostWords = 20;
    private const int LongestQuestion = 100;

    /// <summary>What is looked for; everything may be left out. A remark has all of the words, two Chinese characters being one.</summary>
    public sealed record Question(
        string? Words = null, Mood? Mood = null, OpinionSource? Source = null, Dimension? Dimension = null, string? Stage = null, string? Region = null, string? Doer = null,
        Guid? Topic = null, int? Days = null, string? After = null);

    /// <summary>A remark.</summary>
    public sealed record Item(
        Guid Id, DateTimeOffset At, OpinionSource Source, string Number, string? Stage, string? StageName, string Region, string RegionName, string? Department, string? Doer,
        string? DoerName, Mood Mood, Levels? Rating, Guid? Topic, string? TopicName, string Text);

    /// <summary>What was rated with a remark.</summary>
    public sealed record Levels(int Attitude, int Skill, int Speed, int Compliance);

    /// <summary>A page of remarks.</summary>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    private sealed record Cursor(DateTimeOffset At, Guid Id);

    /// <summary>One page.</summary>
    public async Task<Result<Page>> Look(Question asked, StaffMember me, CancellationToken cancel)
    {
        Cursor? from = null;
        if (asked.After is { } after && !Pages.TryRead(after, out from))
            return Pages.BadCursor;
        if (Faults(asked) is { Count: > 0 } faults)
            return OpinionErrors.Invalid(faults);
        var company = await directory.Get(cancel);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var query = Filtered(context.Set<Opinion>().AsNoTracking().Where(o => !o.Unread), asked, company, me);
        foreach (var hash in texts.Asked(asked.Words ?? "", MostWords))
            query = query.Where(o => context.Set<OpinionWord>().Any(w => w.Hash == hash && w.OpinionId == o.Id));
        if (from is { } c)
            query = query.Where(o => o.At < c.At || (o.At == c.At && o.Id.CompareTo(c.Id) < 0));
        var rows = await query.OrderByDescending(o => o.At).ThenByDescending(o => o.Id).Take(Size + 1).ToListAsync(cancel);
        var shown = rows.Take(Size).ToList();
        var next = rows.Count > Size && shown[^1] is var last ? Pages.Write(new Cursor(last.At, last.Id)) : null;
        return new Page(await Items(context, shown, company, cancel), next);
    }

    private static List<FieldError> Faults(Question asked) =>
    [
        .. FreeText.Fault("words", asked.Words, LongestQuestion) is { } unfit ? [unfit] : Array.Empty<FieldError>(),
        .. asked.Mood is { } mood && !Enum.IsDefined(mood) ? [new FieldError("mood", "field.option")] : Array.Empty<FieldError>(),
        .. asked.Source is { } source && !Enum.IsDefined(source) ? [new FieldError("source", "field.option")] : Array.Empty<FieldError>(),
        .. asked.Dimension is { } dimension && !Enum.IsDefined(dimension) ? [new FieldError("dimension", "field.option")] : Array.Empty<FieldError>(),
    ];

    private IQueryable<Opinion> Filtered(IQueryable<Opinion> all, Question asked, Company company, StaffMember me)
    {
        var regions = company.CoveredBy(me).Where(r => asked.Region is null || company.Upwards(r).Contains(asked.Region)).ToList();
        all = all.Where(o => regions.Contains(o.Region));
        if (asked.Days is { } days && time.GetUtcNow().AddDays(-Math.Clamp(days, 1, MostDays)) is var since)
            all = all.Where(o => o.At >= since);
        if (asked.Mood is { } mood)
            all = all.Where(o => o.Mood == mood);
        if (asked.Source is { } source)
            all = all.Where(o => o.Source == source);
        if (asked.Stage is { Length: > 0 } stage)
            all = all.Where(o => o.Stage == stage);
        if (asked.Doer is { Length: > 0 } doer)
            all = all.Where(o => o.Doer == doer);
        if (asked.Topic is { } topic)
            all = all.Where(o => o.TopicId == topic);
        return asked.Dimension switch
        {
            Dimension.Attitude => all.Where(o => o.Attitude <= Rating.SoSo),
            Dimension.Skill => all.Where(o => o.Skill <= Rating.SoSo),
            Dimension.Speed => all.Where(o => o.Speed <= Rating.SoSo),
            Dimension.Compliance => all.Where(o => o.Compliance <= Rating.SoSo),
            _ => all,
        };
    }

    private async Task<IReadOnlyList<Item>> Items(TongdianContext context, List<Opinion> shown, Company company, CancellationToken cancel)
    {
        var words = await texts.Read(context, [.. shown.Select(o => o.Id)], cancel);
        var ids = shown.Select(o => o.TopicId).OfType<Guid>().Distinct().ToList();
        var topics = await context.Set<OpinionTopic>().AsNoTracking().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Name ?? t.Label, cancel);
        return
        [
            // Whoever was erased since is not quoted.
            .. shown.Where(o => words.ContainsKey(o.Id)).Select(o => new Item(
                o.Id, o.At, o.Source, o.Number, o.Stage, o.Stage is { } stage ? StageName(stage) : null, o.Region, company.Regions.GetValueOrDefault(o.Region)?.Name ?? o.Region, o.Department,
                o.Doer, o.Doer is { } doer ? company.Staff.GetValueOrDefault(doer)?.Name ?? doer : null, o.Mood,
                o is { Attitude: { } a, Skill: { } k, Speed: { } s, Compliance: { } c } ? new Levels(a, k, s, c) : null,
                o.TopicId, o.TopicId is { } topic ? topics.GetValueOrDefault(topic) : null, words[o.Id])),
        ];
    }

    private string StageName(string stage) => processes.Stage(stage)?.Name.In(Language.Current) ?? stage;
}
