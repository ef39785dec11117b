using Microsoft.Playwright;
using Tongdian.Server.Tests.Vocabulary;

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>The platform in real time, for all tests of a class, and the people who come to it.</summary>
public sealed class Site(PostgresServer postgres, Chromium chromium) : IAsyncDisposable
{
    // What a browser keeps has a real end, so the platform cannot live on another day.
    private readonly Servers servers = new(postgres) { Clock = TimeProvider.System };

    /// <summary>The class's server on this database.</summary>
    public Task<TongdianServer> On(Database database) => servers.On(database);

    /// <summary>Somebody comes to a server, with a browser that knows nothing yet.</summary>
    public async Task<Person> Visit(string name, View view, string language, bool scripts, TongdianServer server)
    {
        var browser = await chromium.Browser();
        var options = view.Context(language, scripts);
        options.BaseURL = server.Address.ToString();
        var context = await browser.NewContextAsync(options);
        if (view == View.Elderly)
            await context.AddCookiesAsync([new Cookie { Name = "elderly", Value = "1", Url = options.BaseURL }]);
        if (Person.Traced)
            await context.Tracing.StartAsync(new() { Snapshots = true, Title = name });
        return new Person(name, view, server, await context.NewPageAsync());
    }

    public ValueTask DisposeAsync() => servers.DisposeAsync();
}
