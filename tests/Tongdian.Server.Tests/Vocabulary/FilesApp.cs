using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A server with the files module and nothing else, on a real socket, a real database file and a real disk.</summary>
public sealed class FilesApp : IAsyncDisposable
{
    private const string StaffHeader = "X-Test-Staff";
    private readonly TemporaryFolder folder = new();
    private readonly WebApplication app;

    private FilesApp(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddDbContext<SqliteContext>(o => o
            .UseSqlite($"Data Source={Path.Combine(folder.Path, "test.db")};Pooling=False").UseSnakeCaseNamingConvention());
        builder.Services.AddScoped<TongdianContext>(s => s.GetRequiredService<SqliteContext>());
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddPrivacy(builder.Configuration, folder.Path).AddFiles(builder.Configuration, folder.Path);
        app = builder.Build();
        app.Use((http, next) =>
        {
            if (http.Request.Headers.TryGetValue(StaffHeader, out var id))
                http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id.ToString())], "test"));
            return next();
        });
        app.MapFiles();
    }

    /// <summary>Begins shortly after now: files on the disk have the real time.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public HttpClient Anyone { get; } = new();

    public HttpClient Staff { get; } = new();

    public string Files => Path.Combine(folder.Path, "files");

    public static async Task<FilesApp> Start(Dictionary<string, string?>? settings = null)
    {
        var started = new FilesApp(settings ?? []);
        await started.Do(db => db.Database.EnsureCreatedAsync());
        await started.app.StartAsync();
        started.Anyone.BaseAddress = started.Staff.BaseAddress = new Uri(started.app.Urls.Single());
        started.Staff.DefaultRequestHeaders.Add(StaffHeader, "0190a1b2-0000-7000-8000-000000000001");
        return started;
    }

    public async Task<T> Do<T>(Func<TongdianContext, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TongdianContext>());
    }

    public async Task<T> With<TService, T>(Func<TService, TongdianContext, Task<T>> work)
        where TService : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>(), scope.ServiceProvider.GetRequiredService<TongdianContext>());
    }

    public TService Get<TService>()
        where TService : notnull => app.Services.GetRequiredService<TService>();

    public Task<StoredFile> Row(Guid id) => Do(db => db.Set<StoredFile>().AsNoTracking().SingleAsync(f => f.Id == id));

    public Task<int> Rows() => Do(db => db.Set<StoredFile>().CountAsync());

    /// <summary>Everything that lies on the disk of the file store, half-received files too.</summary>
    public string[] OnDisk() =>
        Directory.Exists(Files) ? Directory.GetFiles(Files, "*", SearchOption.AllDirectories) : [];

    public Task<HttpResponseMessage> Send(byte[] content, string name = "photo.jpg", string type = "image/jpeg", string? key = null) =>
        Send(new ByteArrayContent(content), name, type, key);

    public async Task<HttpResponseMessage> Send(HttpContent content, string name, string type, string? key = null)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var form = new MultipartFormDataContent { { content, "file", name } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/files") { Content = form };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await Anyone.SendAsync(request);
    }

    public async Task<UploadedFile> Upload(byte[] content, string? key = null)
    {
        using var response = await Send(content, key: key);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<UploadedFile>())!;
    }

    /// <summary>Gives files to a new case of a new person.</summary>
    public async Task<Person> TakeIntoNewCase(params Guid[] files)
    {
        var (person, key) = Get<Vault>().NewPerson(Clock.GetUtcNow());
        await With<TakeFiles, int>(async (take, db) =>
        {
            db.Add(person);
            var claims = files.Select(f => new FileClaim(f, "meter-photo")).ToList();
            _ = (await take.Take(claims, Guid.NewGuid(), key, Clock.GetUtcNow(), default)).Value;
            return await db.SaveChangesAsync();
        });
        return person;
    }

    public static async Task<(int Status, string Code)> Refusal(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)response.StatusCode, problem.GetProperty("code").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        Anyone.Dispose();
        Staff.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }
}
