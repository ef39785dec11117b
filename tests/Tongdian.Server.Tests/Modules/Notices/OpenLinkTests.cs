using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Notices;

/// <summary>The link of a message leads to what the message is about.</summary>
public sealed class OpenLinkTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task The_visit_that_begins_first_and_the_report_of_the_survey_are_opened(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        foreach (var role in new[] { "surveyor", "construction-crew" })
        {
            var plan = new { region = "demo-county", role, slotMinutes = 60, bufferMinutes = 30, placesPerHalfDay = 3, greenPercent = 0, greenHours = 0, noticeHours = 2 };
            using var content = new StringContent(JsonSerializer.Serialize(plan, Samples.Json), Encoding.UTF8, "application/json");
            (await (await server.As("coordinator")).Send(HttpMethod.Put, "/api/v1/appointments/capacity", content)).Expect(200);
        }

        var one = await CaseUnderTest.Submit(server, Samples.Hospital());
        await one.GoOn("survey");
        Assert.Equal($"/case/{one.Number}", await Opened(server, one, LinkTarget.Visit));
        Assert.Equal($"/case/{one.Number}", await Opened(server, one, LinkTarget.Report));

        // Both in one afternoon: the stage that comes first by its name begins last.
        (await one.Customer.Post($"{one.Path}/stages/standby/slots/book", new { from = "2026-03-03T15:00:00+08:00" })).Expect(200);
        (await one.Customer.Post($"{one.Path}/stages/survey/slots/book", new { from = "2026-03-03T13:30:00+08:00" })).Expect(200);
        Assert.Equal($"/case/{one.Number}/visit/survey", await Opened(server, one, LinkTarget.Visit));

        await one.Complete("survey");
        Assert.Equal($"/case/{one.Number}/visit/standby", await Opened(server, one, LinkTarget.Visit));
        Assert.Equal($"/case/{one.Number}/report/survey", await Opened(server, one, LinkTarget.Report));
    }

    private static async Task<string> Opened(TongdianServer server, CaseUnderTest one, LinkTarget target)
    {
        using var visitor = server.Visitor();
        var token = server.Services.GetRequiredService<CaseLinks>().For((await one.Look()).Id.Value, target, server.Time.GetUtcNow().AddDays(1));
        return (await visitor.Open($"/m/{token}")).Address;
    }
}
