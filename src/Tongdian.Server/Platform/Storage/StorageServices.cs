using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Platform.Storage;

/// <summary>Chooses the database: PostgreSQL when <c>ConnectionStrings__Postgres</c> is set, otherwise an SQLite file in the data folder.</summary>
public static class StorageServices
{
    private const int MostPreparedForGroups = 400;

    /// <summary>The folder in which a database should be and is not; null when there is one, or when only a server can tell.</summary>
    public static string? Missing(IConfiguration configuration, string dataFolder) =>
        configuration.GetConnectionString("Postgres") is { Length: > 0 } || File.Exists(SqliteFile(dataFolder)) ? null : dataFolder;

    public static void AddStorage(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        if (configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres)
            AddPostgres(services, postgres);
        else
            AddSqlite(services, $"Data Source={SqliteFile(dataFolder)};Default Timeout=30");
        services.AddDataProtection().SetApplicationName("tongdian").PersistKeysToDbContext<TongdianContext>();
        services.AddOptions<KeyManagementOptions>().Configure<MasterKey>((o, master) => o.XmlEncryptor = new KeyRingSealer(master));
    }

    private static string SqliteFile(string dataFolder) => Path.Combine(dataFolder, "tongdian.db");

    private static void AddPostgres(IServiceCollection services, string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        // Two cores keep sixteen connections busy; more only wait in the database instead of here.
        if (!connectionString.Contains("pool size", StringComparison.OrdinalIgnoreCase))
            settings.MaxPoolSize = 16;
        if (settings.MaxAutoPrepare == 0)
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (100, 2);
        // A prepared statement is planned for more rows than there mostly are: workers that help take longer to come than the rows to read, and compiling a plan of a millisecond takes half a second.
        if (string.IsNullOrEmpty(settings.Options))
            settings.Options = "-c max_parallel_workers_per_gather=0 -c jit=off";
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        // Made for the container, and closed by it.
        services.AddSingleton(_ => source);
        services.AddSingleton<Database>(s => new PostgresDatabase(s.GetRequiredService<NpgsqlDataSource>(), Sharing(settings)));
        // The contexts find the source in the container. Were it given to them, every source would have a model and compiled queries of its own.
        services.AddPooledDbContextFactory<PostgresContext>(o => Common(o.UseNpgsql()));
        Share<PostgresContext>(services);
    }

    // Writers of groups prepare more statements, and wait only briefly for whoever holds a row.
    private static NpgsqlDataSource Sharing(NpgsqlConnectionStringBuilder settings) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.ConnectionString)
    {
        MaxPoolSize = PostgresDatabase.Writers, MinPoolSize = 0, MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, MostPreparedForGroups),
        Options = string.Create(CultureInfo.InvariantCulture, $"{settings.Options} -c lock_timeout={PostgresDatabase.LockTimeout}"),
    });

    private static void AddSqlite(IServiceCollection services, string connectionString)
    {
        services.AddSingleton<Database>(_ => new SqliteDatabase(connectionString));
        services.AddPooledDbContextFactory<SqliteContext>(o => Common(o.UseSqlite(connectionString)));
        Share<SqliteContext>(services);
    }

    // Counting up to a limit needs no order, and would cost one.
    private static void Common(DbContextOptionsBuilder options) =>
        options.UseSnakeCaseNamingConvention().ConfigureWarnings(w => w.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning));

    /// <summary>Everybody else asks for <see cref="TongdianContext"/> and does not know which database it is.</summary>
    private static void Share<TContext>(IServiceCollection services)
        where TContext : TongdianContext
    {
        services.AddSingleton<IDbContextFactory<TongdianContext>, AnyContextFactory<TContext>>();
        services.AddScoped<TongdianContext>(s => s.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext());
    }

    private sealed class AnyContextFactory<TContext>(IDbContextFactory<TContext> factory) : IDbContextFactory<TongdianContext>
        where TContext : TongdianContext
    {
        public TongdianContext CreateDbContext() => factory.CreateDbContext();
    }
}

/// <summary>Contexts for the migrations tool, which runs without settings.</summary>
internal sealed class SqliteContextForTools : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<SqliteContext>
{
    public SqliteContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteContext>().UseSqlite("Data Source=tools.db").UseSnakeCaseNamingConvention().Options);
}

/// <inheritdoc cref="SqliteContextForTools"/>
internal sealed class PostgresContextForTools : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<PostgresContext>
{
    public PostgresContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresContext>().UseNpgsql("Host=tools").UseSnakeCaseNamingConvention().Options);
}
