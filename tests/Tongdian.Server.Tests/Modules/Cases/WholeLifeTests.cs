using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases;

/// <summary>Every process from the request to the archive, over the API.</summary>
public sealed class WholeLifeTests(Servers servers) : IClassFixture<Servers>
{
    public static TheoryData<Database, string> Processes => new MatrixTheoryData<Database, string>(
        Enum.GetValues<Database>(), ["low-voltage-residential", "low-voltage-non-residential", "high-voltage", "emergency"]);

    [Theory, MemberData(nameof(Processes))]
    public async Task A_case_goes_from_the_request_to_the_archive(Database database, string process)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.For(process));
        Assert.Equal(process, one.Slip.GetProperty("process").GetString());
        Assert.Matches("^TD[0-9]{13}$", one.Number);
        Assert.Matches("^[2-9A-HJ-NP-Z]{8}$", one.Code);

        var done = await one.GoOn();

        var seen = (await one.Customer.Get(one.Path)).Expect(200);
        Assert.Equal("archived", seen.GetProperty("state").GetString());
        Assert.Contains("energisation", done);
        Assert.All(
            seen.GetProperty("stages").EnumerateArray().Where(s => s.GetProperty("id").GetString() != "follow-up"),
            s => Assert.Contains(s.GetProperty("state").GetString(), new[] { "completed", "skipped" }));
        Assert.Empty(seen.GetProperty("needs").EnumerateArray());
    }
}
