using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tongdian.Domain;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A server with the files module and nothing else, on a real socket, a real database file and a real disk.</summary>
public sealed class FilesApp : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly WebApplication app;

    private FilesApp(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddStorage(builder.Configuration, folder.Path);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddPrivacy(builder.Configuration, folder.Path).AddFiles(builder.Configuration, folder.Path);
        builder.Services.AddRateLimits(builder.Configuration);
        builder.Services.AddAuthorizationBuilder().AddPolicy(Policies.Anyone, p => p.RequireAssertion(_ => true));
        app = builder.Build();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.MapGroup("/api/v1").MapFiles();
        // The cases module reads files like this, after it has made sure that the asker may see the case.
        app.MapGet("/read/{caseId:guid}/{id:guid}", (Guid caseId, Guid id, bool? original, bool? staff, ReadFile read, HttpContext http) =>
            read.Answer(caseId, id, original ?? false, staff ?? false, http));
    }

    /// <summary>Begins shortly after now: files on the disk have the real time.</summary>
    public PassingTime Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public HttpClient Anyone { get; } = new();

    public string Files => Path.Combine(folder.Path, "files");

    public static async Task<FilesApp> Start(Dictionary<string, string?>? settings = null)
    {
        var started = new FilesApp(settings ?? []);
        await started.Do(db => db.Database.EnsureCreatedAsync());
        await started.app.StartAsync();
        started.Anyone.BaseAddress = new Uri(started.app.Urls.Single());
        return started;
    }

    public async Task<T> Do<T>(Func<TongdianContext, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TongdianContext>());
    }

    public async Task Sweep()
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RemoveExpiredFiles>().Sweep(default);
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

    /// <summary>A person whose row is stored.</summary>
    public async Task<(Person Person, PersonKey Key)> NewPerson()
    {
        var (person, key) = Get<Vault>().NewPerson(Clock.GetUtcNow());
        await Do(db =>
        {
            db.Add(person);
            return db.SaveChangesAsync();
        });
        return (person, key);
    }

    /// <summary>What a case wants to take, not committed yet.</summary>
    public Task<Result<Taken>> Take(Guid caseId, PersonKey key, params Guid[] files) =>
        Get<TakeFiles>().Take([.. files.Select(f => new FileClaim(f, "meter-photo"))], caseId, key, Clock.GetUtcNow(), default);

    public Task Commit(Taken taken)
    {
        var batch = new WriteBatch();
        foreach (var row in taken.Rows)
            row(batch);
        return Get<Server.Platform.Storage.Database>().Commit(batch, default);
    }

    /// <summary>Gives files to a new case of a new person.</summary>
    public async Task<(Guid Case, Person Person, PersonKey Key)> TakeIntoNewCase(params Guid[] files)
    {
        var (person, key) = await NewPerson();
        var caseId = Guid.NewGuid();
        await Commit((await Take(caseId, key, files)).Value);
        return (caseId, person, key);
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
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }
}
