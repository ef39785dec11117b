using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.People;

/// <summary>The tree of regions.</summary>
public sealed class RegionsTests(Servers servers) : IClassFixture<Servers>
{
    private const string Regions = "/api/v1/administration/regions";

    [Theory, ClassData(typeof(Databases))]
    public async Task A_region_is_added_renamed_moved_and_removed_and_each_is_told_in_the_log(Database database)
    {
        var server = await servers.On(database);
        var administrator = await server.As("administrator");

        (await administrator.Post(Regions, Region("new-station", "demo-county"))).Expect(200);
        Assert.Contains("new-station", (await server.Anyone.Get("/api/v1/regions")).Text, StringComparison.Ordinal);
        (await administrator.Post($"{Regions}/new-station", new { parent = "demo-district", nameZh = "新站", nameEn = "New station" })).Expect(200);
        Assert.Contains("新站", (await administrator.Get(Regions)).Text, StringComparison.Ordinal);
        (await administrator.Post($"{Regions}/new-station/remove")).Expect(200);

        Assert.DoesNotContain("new-station", (await server.Anyone.Get("/api/v1/regions")).Text, StringComparison.Ordinal);
        var told = await server.Stored(db => db.Set<AdministrationEntry>().Where(e => e.Subject == "new-station").OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.Act).ToListAsync());
        Assert.Equal(["region-added", "region-changed", "region-removed"], told.Order(StringComparer.Ordinal));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_region_never_comes_to_lie_inside_itself_also_when_two_are_moved_at_once(Database database)
    {
        var server = await servers.On(database);
        var administrator = await server.As("administrator");
        (await administrator.Post(Regions, Region("circle-a", "demo-city"))).Expect(200);
        (await administrator.Post(Regions, Region("circle-b", "demo-city"))).Expect(200);

        Assert.Equal(["parent: region.in-itself"], (await administrator.Post($"{Regions}/demo-city", new { parent = "circle-a", nameZh = "a", nameEn = "a" })).Fields);
        Assert.Equal(["parent: region.in-itself"], (await administrator.Post($"{Regions}/circle-a", new { parent = "circle-a", nameZh = "a", nameEn = "a" })).Fields);
        var answers = await Task.WhenAll(
            administrator.Post($"{Regions}/circle-a", new { parent = "circle-b", nameZh = "a", nameEn = "a" }),
            administrator.Post($"{Regions}/circle-b", new { parent = "circle-a", nameZh = "b", nameEn = "b" }));

        Assert.Equal([200, 409], answers.Select(a => a.Status).Order());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_region_that_somebody_names_stays(Database database)
    {
        var server = await servers.On(database);
        var administrator = await server.As("administrator");
        foreach (var code in new[] { "with-staff", "with-case" })
            (await administrator.Post(Regions, Region(code, "demo-county"))).Expect(200);
        await server.Hire($"hired-{Guid.NewGuid():N}", "surveyor", "marketing", "with-staff");
        var home = Samples.Home();
        home["site"]!["region"] = "with-case";
        await CaseUnderTest.Submit(server, home);

        foreach (var (code, use) in new[] { ("demo-city", "regions"), ("with-staff", "staff"), ("with-case", "cases") })
        {
            var refused = await administrator.Post($"{Regions}/{code}/remove");
            Assert.Equal("409 region.in-use", refused.Refusal);
            Assert.Contains(use, refused.Text, StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_cannot_be_a_region_is_refused(Database database)
    {
        var server = await servers.On(database);
        var administrator = await server.As("administrator");

        Assert.Equal(["code: region.code-form"], (await administrator.Post(Regions, Region("no spaces", null))).Fields);
        Assert.Equal(["code: region.taken"], (await administrator.Post(Regions, Region("demo-city", null))).Fields);
        Assert.Equal(["parent: region.unknown"], (await administrator.Post(Regions, Region("fine", "atlantis"))).Fields);
        Assert.Equal(["nameEn: field.required", "nameZh: field.characters"], (await administrator.Post(Regions, new { code = "fine", nameZh = "\u0007", nameEn = " " })).Fields);
        Assert.Equal("404 region.unknown", (await administrator.Post($"{Regions}/atlantis/remove")).Refusal);
        Assert.Equal("404 region.unknown", (await administrator.Post($"{Regions}/atlantis", new { nameZh = "a", nameEn = "b" })).Refusal);
    }

    private static object Region(string code, string? parent) => new { code, parent, nameZh = "新区域", nameEn = "New region" };
}
