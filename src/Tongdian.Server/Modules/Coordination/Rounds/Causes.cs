using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Coordination;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Coordination.Rounds;

/// <summary>The list of causes: what every company has, and what this one added. Nothing is ever taken off, because rounds refer to it.</summary>
public sealed class Causes(IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    private const int Most = 100;
    private const int LongestName = 40;

    /// <summary>A cause, in both languages.</summary>
    public sealed record Item(string Code, string Zh, string En)
    {
        internal string Name => Language.IsEnglish ? En : Zh;
    }

    /// <summary>A cause that is to be added.</summary>
    public sealed record Request(string Code, string Zh, string En);

    /// <summary>All causes, those of the beginning first.</summary>
    public async Task<IReadOnlyList<Item>> List(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var own = await context.Set<DispatchCause>().AsNoTracking().OrderBy(c => c.AddedAt).ThenBy(c => c.Code).ToListAsync(cancel);
        return [.. DispatchCauses.All.Select(c => new Item(c.Code, c.Name.In(Language.Chinese), c.Name.In(Language.English))), .. own.Select(c => new Item(c.Code, c.NameZh, c.NameEn))];
    }

    /// <summary>Adds a cause. Errors: <c>request.invalid</c> with the field, <c>cause.taken</c>, <c>rows.too-many</c>.</summary>
    public async Task<Result<IReadOnlyList<Item>>> Add(Request request, StaffMember by, CancellationToken cancel)
    {
        var faults = new List<FieldError>();
        if (!Codes.IsCode(request.Code))
            faults.Add(new FieldError("code", "field.pattern"));
        foreach (var (field, name) in new[] { ("zh", request.Zh), ("en", request.En) })
        {
            if (string.IsNullOrWhiteSpace(name))
                faults.Add(new FieldError(field, "field.required"));
            else if (name.Trim().Length > LongestName)
                faults.Add(new FieldError(field, "field.too-long").With("max", $"{LongestName}"));
        }

        if (faults.Count > 0)
            return new Error(ErrorKind.Invalid, "request.invalid").For(faults);
        var known = await List(cancel);
        if (known.Any(c => c.Code == request.Code))
            return CoordinationErrors.CauseTaken;
        if (known.Count >= Most)
            return new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("code", "rows.too-many").With("max", $"{Most}")]);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        context.Add(new DispatchCause { Code = request.Code, NameZh = request.Zh.Trim(), NameEn = request.En.Trim(), AddedBy = by.Id, AddedAt = time.GetUtcNow() });
        try
        {
            await context.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            return CoordinationErrors.CauseTaken;
        }

        return (await List(cancel)).ToList();
    }
}
