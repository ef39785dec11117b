using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Cluster;

/// <summary>
/// Which servers there are, in the database that they share anyway. Every change names the version of the picture that it was made from; the
/// picture is read in one transaction.
/// </summary>
internal sealed class MembershipTable(IDbContextFactory<TongdianContext> contexts) : IMembershipTable
{
    private const int Only = 1;

    /// <summary>What is kept of a server besides what is searched for.</summary>
    private sealed record Known(string Host, string Name, int ProxyPort, DateTime StartedAt, IReadOnlyList<Suspicion> Suspicions);

    private sealed record Suspicion(string By, DateTime At);

    // The tables come with the schema.
    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public async Task DeleteMembershipTableEntries(string clusterId)
    {
        await using var context = await contexts.CreateDbContextAsync();
        await context.Set<Silo>().ExecuteDeleteAsync();
    }

    public async Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate)
    {
        await using var context = await contexts.CreateDbContextAsync();
        await context.Set<Silo>().Where(s => s.Status != (int)SiloStatus.Active && s.AliveAt < beforeDate).ExecuteDeleteAsync();
    }

    public Task<MembershipTableData> ReadRow(SiloAddress key) => Read(silos => silos.Where(s => s.Address == key.ToParsableString()));

    public Task<MembershipTableData> ReadAll() => Read(silos => silos);

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => Change(tableVersion, async context =>
    {
        context.Add(new Silo { Address = entry.SiloAddress.ToParsableString(), Status = (int)entry.Status, Entry = Text(entry), AliveAt = Utc(entry.IAmAliveTime) });
        await context.SaveChangesAsync();
        return true;
    });

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        var (address, status, text, from) = (entry.SiloAddress.ToParsableString(), (int)entry.Status, Text(entry), Number(etag));
        return Change(tableVersion, async context => await context.Set<Silo>().Where(s => s.Address == address && s.Version == from).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.Status, status).SetProperty(x => x.Entry, text).SetProperty(x => x.Version, from + 1)) == 1);
    }

    public async Task UpdateIAmAlive(MembershipEntry entry)
    {
        var (address, at) = (entry.SiloAddress.ToParsableString(), Utc(entry.IAmAliveTime));
        await using var context = await contexts.CreateDbContextAsync();
        await context.Set<Silo>().Where(s => s.Address == address).ExecuteUpdateAsync(s => s.SetProperty(x => x.AliveAt, at));
    }

    private async Task<MembershipTableData> Read(Func<IQueryable<Silo>, IQueryable<Silo>> which)
    {
        await using var context = await contexts.CreateDbContextAsync();
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var version = await context.Set<ClusterVersion>().Where(v => v.Id == Only).Select(v => v.Version).SingleAsync();
        var silos = await which(context.Set<Silo>().AsNoTracking()).ToListAsync();
        return new MembershipTableData([.. silos.Select(s => Tuple.Create(Entry(s), Tag(s.Version)))], new TableVersion(version, Tag(version)));
    }

    /// <summary>Changes the cluster, when nobody did since the picture was read.</summary>
    private async Task<bool> Change(TableVersion to, Func<TongdianContext, Task<bool>> change)
    {
        await using var context = await contexts.CreateDbContextAsync();
        var (from, version) = (Number(to.VersionEtag), to.Version);
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            if (await context.Set<ClusterVersion>().Where(v => v.Id == Only && v.Version == from).ExecuteUpdateAsync(v => v.SetProperty(x => x.Version, version)) != 1
                || !await change(context))
            {
                return false;
            }

            await transaction.CommitAsync();
            return true;
        }
        catch (Exception e) when (e is DbUpdateException or DbException { IsTransient: true })
        {
            // Somebody else was first; the next picture shows it.
            return false;
        }
    }

    private static MembershipEntry Entry(Silo silo)
    {
        var known = JsonSerializer.Deserialize<Known>(silo.Entry)!;
        return new MembershipEntry
        {
            SiloAddress = SiloAddress.FromParsableString(silo.Address), Status = (SiloStatus)silo.Status, HostName = known.Host, SiloName = known.Name,
            ProxyPort = known.ProxyPort, StartTime = known.StartedAt, IAmAliveTime = silo.AliveAt.UtcDateTime,
            SuspectTimes = [.. known.Suspicions.Select(s => Tuple.Create(SiloAddress.FromParsableString(s.By), s.At))],
        };
    }

    private static string Text(MembershipEntry entry) => JsonSerializer.Serialize(new Known(
        entry.HostName, entry.SiloName, entry.ProxyPort, entry.StartTime,
        [.. (entry.SuspectTimes ?? []).Select(s => new Suspicion(s.Item1.ToParsableString(), s.Item2))]));

    private static DateTimeOffset Utc(DateTime instant) => new(DateTime.SpecifyKind(instant, DateTimeKind.Utc));

    private static string Tag(int version) => version.ToString(CultureInfo.InvariantCulture);

    private static int Number(string tag) => int.Parse(tag, CultureInfo.InvariantCulture);
}
