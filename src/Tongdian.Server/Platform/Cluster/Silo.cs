using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tongdian.Server.Platform.Cluster;

/// <summary>A server of the cluster, as the others see it.</summary>
public sealed class Silo
{
    /// <summary>Address, port and generation, as Orleans writes them.</summary>
    public required string Address { get; init; }
    public int Status { get; init; }

    /// <summary>The rest of what the others know of it, as JSON.</summary>
    public required string Entry { get; init; }
    public DateTimeOffset AliveAt { get; init; }
    public int Version { get; init; }
}

/// <summary>Counts every change of the cluster: whoever changes it from an older picture collides here.</summary>
public sealed class ClusterVersion
{
    public int Id { get; init; }
    public int Version { get; init; }
}

internal sealed class ClusterTables : IEntityTypeConfiguration<Silo>, IEntityTypeConfiguration<ClusterVersion>
{
    public void Configure(EntityTypeBuilder<Silo> builder) => builder.ToTable("silos").HasKey(s => s.Address);

    public void Configure(EntityTypeBuilder<ClusterVersion> builder)
    {
        builder.ToTable("cluster_version").HasKey(v => v.Id);
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.HasData(new ClusterVersion { Id = 1, Version = 0 });
    }
}
