using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases.Photos;

/// <summary>
/// What customers see of the photographs of the works: they are there as soon as they were taken, while the stage is open, as scaled copies; unless a
/// colleague withheld or masked them, or has to look first.
/// </summary>
public sealed class CustomerPhotos(IDbContextFactory<TongdianContext> contexts, Database database, PhotoSettings settings)
{
    /// <summary>The photographs of the works of a case.</summary>
    public static IEnumerable<(StageDefinition Stage, FileLink File)> Of(Case state, ProcessDefinition process) => process.Stages.Where(s => s.ShowsPhotos)
        .SelectMany(s => (state.Stage(s.Id).Entry?.Files ?? []).Where(f => IsShown(s, f)).Select(f => (s, f)));

    /// <summary>Whether a file of a stage is for the customer to see already while the stage is open.</summary>
    public static bool IsShown(StageDefinition stage, FileLink file) => stage.ShowsPhotos && file.MediaType.StartsWith("image/", StringComparison.Ordinal)
        && !stage.Files.Any(f => f.Kind == file.Kind && f.Personal);

    /// <summary>The photographs of the works that who looks does not see: none of them for colleagues.</summary>
    public async Task<ImmutableHashSet<Guid>> Hidden(CaseAccess access, CancellationToken cancel)
    {
        if (access.Staff is not null)
            return [];
        var photos = Of(access.State, access.Process).Select(p => p.File.File).ToList();
        if (photos.Count == 0)
            return [];
        var decided = access.PhotosDecided ? await Standings(access.State.Id, cancel) : [];
        return [.. photos.Where(p => !Sees(decided.TryGetValue(p, out var standing) ? standing : null))];
    }

    /// <summary>The file that who looks gets for a file of the case: itself, its masked copy, or none.</summary>
    public async Task<Guid?> Instead(CaseAccess access, Guid file, CancellationToken cancel)
    {
        if (access.Staff is not null)
            return file;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var id = access.State.Id.Value;
        var decided = await context.Set<PhotoRelease>().AsNoTracking().FirstOrDefaultAsync(p => p.FileId == file && p.CaseId == id, cancel);
        if (decided is null)
            return Sees(null) || Of(access.State, access.Process).All(p => p.File.File != file) ? file : null;
        return decided.Standing switch
        {
            PhotoStanding.Shown => file,
            PhotoStanding.Masked => decided.MaskedFile,
            PhotoStanding.Withheld => null,
            _ => throw new InvalidOperationException($"Unknown standing {decided.Standing}"),
        };
    }

    /// <summary>What was decided about photographs of a case.</summary>
    public async Task<IReadOnlyDictionary<Guid, PhotoRelease>> Decided(CaseId id, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<PhotoRelease>().AsNoTracking().Where(p => p.CaseId == id.Value).ToDictionaryAsync(p => p.FileId, cancel);
    }

    // Asked with every look of a customer: as little as can be.
    private async Task<Dictionary<Guid, PhotoStanding>> Standings(CaseId id, CancellationToken cancel)
    {
        await using var connection = await database.OpenForReading(cancel);
        await using var query = connection.CreateCommand();
        query.CommandText = "SELECT file_id, standing FROM photo_releases WHERE case_id = $1";
        var parameter = query.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (database.PositionalName(1), id.Value);
        query.Parameters.Add(parameter);
        await using var row = await query.ExecuteReaderAsync(cancel);
        var decided = new Dictionary<Guid, PhotoStanding>();
        while (await row.ReadAsync(cancel))
            decided[row.GetGuid(0)] = (PhotoStanding)row.GetInt32(1);
        return decided;
    }

    /// <summary>When something was last decided about a photograph of a case: until then a page that shows them is what it was.</summary>
    public async Task<long> Changed(string number, CancellationToken cancel)
    {
        if (!CaseNumber.TryParse(number, out var read))
            return 0;
        var known = read.Value.Value;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<PhotoRelease>().Where(p => p.Number == known).OrderByDescending(p => p.At).Select(p => (DateTimeOffset?)p.At).FirstOrDefaultAsync(cancel) is { } at
            ? at.UtcTicks
            : 0;
    }

    /// <summary>Whether a customer sees a photograph about which this was decided, or nothing yet.</summary>
    internal bool Sees(PhotoStanding? decided) => decided is null ? !settings.ByHand : decided != PhotoStanding.Withheld;
}
