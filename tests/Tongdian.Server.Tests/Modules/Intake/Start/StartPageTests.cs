using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Intake.Start;

public sealed class StartPageTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task The_first_page_tells_each_kind_of_customer_what_to_know_before_applying(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor();
        var page = await browser.Open("/");

        foreach (var words in new[] { "自己家用", "房屋产权或使用证明", "48 小时通电", "40 个工作小时通电", "22 个工作日通电", "24 小时通电", "营业执照", "事业单位或社会团体登记证书", "现场勘查", "不收费的，会写明原因" })
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
        Assert.Equal("/apply", page.Link("申请用电"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_first_page_says_what_runs_here_and_where_to_read_about_it(Database database)
    {
        var server = await servers.On(database);
        using var browser = server.Visitor("en");
        var page = await browser.Open("/");

        Assert.Contains($"database {(database == Database.Sqlite ? "SQLite" : "PostgreSQL")}", page.Text, StringComparison.Ordinal);
        Assert.Contains($"Version {Tongdian.Server.Modules.Welcome.Installation.Version}", page.Text, StringComparison.Ordinal);
        Assert.Equal(("/about", "/docs/", "/scalar/"), (page.Link("About this installation"), page.Link("Documents"), page.Link("API reference")));
    }
}
