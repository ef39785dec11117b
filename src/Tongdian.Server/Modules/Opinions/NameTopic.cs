using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Opinions;

/// <summary>A topic gets a name that colleagues understand, and somebody who sees to it.</summary>
public sealed class NameTopic(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, ShowTopics topics)
{
    private const int LongestName = 60;

    /// <summary>What it is called, and who sees to it; what is left out is taken away.</summary>
    public sealed record Request(string? Name, string? Owner);

    /// <summary>Keeps it; of two at once the later one stands.</summary>
    public async Task<Result<ShowTopics.Whole>> Do(Guid id, Request request, StaffMember me, CancellationToken cancel)
    {
        var (name, owner) = (Given(request.Name), Given(request.Owner));
        var faults = new List<FieldError>();
        if (FreeText.Fault("name", name, LongestName) is { } unfit)
            faults.Add(unfit);
        if (owner is not null && (await directory.Get(cancel)).Person(owner) is null)
            faults.Add(new FieldError("owner", "staff.unknown"));
        if (faults.Count > 0)
            return OpinionErrors.Invalid(faults);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await context.Set<OpinionTopic>().Where(t => t.Id == id).ExecuteUpdateAsync(t => t.SetProperty(x => x.Name, name).SetProperty(x => x.Owner, owner), cancel);
        return await topics.One(id, me, cancel);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
