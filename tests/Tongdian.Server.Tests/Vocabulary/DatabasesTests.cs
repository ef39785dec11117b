using System.Globalization;
using Xunit;

namespace Tongdian.Server.Tests.Vocabulary;

public sealed class DatabasesTests(PostgresServer server)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Every_database_really_answers(Database database)
    {
        await using var test = await TestDatabase.Create(database, server);
        await using var connection = await test.Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = database is Database.Postgres ? "select 1 where version() like 'PostgreSQL%'" : "select 1 where sqlite_version() > ''";

        Assert.Equal(1, Convert.ToInt32(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Two_tests_never_share_a_database(Database database)
    {
        await using var one = await TestDatabase.Create(database, server);
        await using var other = await TestDatabase.Create(database, server);
        await MakeTable(one);

        await MakeTable(other);

        static async Task MakeTable(TestDatabase test)
        {
            await using var connection = await test.Connect();
            await using var command = connection.CreateCommand();
            command.CommandText = "create table of_one_test (number text)";
            await command.ExecuteNonQueryAsync();
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Nothing_of_a_test_stays_behind(Database database)
    {
        string folder;
        await using (var test = await TestDatabase.Create(database, server))
        {
            folder = test.Settings["TONGDIAN_DATA"]!;
            await using var connection = await test.Connect();
            Assert.True(Directory.Exists(folder));
        }

        Assert.False(Directory.Exists(folder));
    }
}
