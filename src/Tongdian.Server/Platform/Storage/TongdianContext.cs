using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.People;

namespace Tongdian.Server.Platform.Storage;

/// <summary>The one database. Each module maps its own entities with an <c>IEntityTypeConfiguration</c> beside them.</summary>
public abstract class TongdianContext(DbContextOptions options)
    : IdentityUserContext<StaffUser, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>Keys of session tokens and cookies, shared by all nodes.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<StaffUser>().ToTable("staff_users");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("staff_user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("staff_user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("staff_user_tokens");
        builder.ApplyConfigurationsFromAssembly(typeof(TongdianContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcInstant>();
        configurationBuilder.Properties<DateTimeOffset?>().HaveConversion<UtcInstant>();
    }
}

/// <summary>The context for SQLite; its migrations are in <c>Migrations/Sqlite</c>.</summary>
public sealed class SqliteContext(DbContextOptions<SqliteContext> options) : TongdianContext(options);

/// <summary>The context for PostgreSQL; its migrations are in <c>Migrations/Postgres</c>.</summary>
public sealed class PostgresContext(DbContextOptions<PostgresContext> options) : TongdianContext(options);
