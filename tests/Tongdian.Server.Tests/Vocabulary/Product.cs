using Microsoft.AspNetCore.Mvc.Testing;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>The program as it is started, with its pages, on an SQLite file of its own and without demo cases.</summary>
public sealed class Product : IDisposable
{
    private readonly TemporaryFolder data = new();
    private readonly WebApplicationFactory<Program> app;

    public Product() => app = new WebApplicationFactory<Program>().WithWebHostBuilder(b => b
        .UseSetting("TONGDIAN_DATA", data.Path).UseSetting("ConnectionStrings:Postgres", "").UseSetting("Demo:Enabled", "false").UseSetting("Cluster:TakesPart", "false"));

    /// <summary>A visitor that keeps cookies and follows nothing.</summary>
    public HttpClient Visitor(string language)
    {
        var client = app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        return client;
    }

    public void Dispose()
    {
        app.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        data.Dispose();
    }
}
