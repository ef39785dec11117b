using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Storage;

/// <summary>The schema that the migrations make is the one the model means.</summary>
public sealed class SchemaTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task The_migrations_make_the_model_and_nothing_waits_to_be_migrated(Database database)
    {
        var server = await servers.On(database);

        Assert.False(await server.Stored(db => Task.FromResult(db.Database.HasPendingModelChanges())));
        Assert.Empty(await server.Stored(db => db.Database.GetPendingMigrationsAsync()));
        Assert.NotEmpty(await server.Stored(db => db.Database.GetAppliedMigrationsAsync()));
    }

    [Fact]
    public async Task The_document_on_storage_names_every_table()
    {
        var server = await servers.On(Database.Sqlite);
        var document = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "storage.md"));
        var tables = await server.Stored(db => Task.FromResult(db.Model.GetEntityTypes().Select(t => t.GetTableName()!).ToList()));

        Assert.NotEmpty(tables);
        Assert.All(tables, t => Assert.Contains($"`{t}`", document, StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Every_table_of_the_model_can_be_read(Database database)
    {
        var server = await servers.On(database);
        var tables = await server.Stored(db => Task.FromResult(db.Model.GetEntityTypes()
            .Select(t => (Table: t.GetTableName()!, Columns: string.Join(", ", t.GetProperties().Select(p => $"\"{p.GetColumnName()}\"")))).ToList()));

        Assert.True(tables.Count > 10);
        foreach (var (table, columns) in tables)
        {
#pragma warning disable EF1002 // The names are the model's own.
            await server.Stored(db => db.Database.ExecuteSqlRawAsync($"SELECT {columns} FROM {table} WHERE 1 = 0"));
#pragma warning restore EF1002
        }
    }
}
