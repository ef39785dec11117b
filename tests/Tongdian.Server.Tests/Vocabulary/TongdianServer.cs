using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Startup;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>The whole platform on a real socket and a real database, with the demo company's people and without its cases.</summary>
public sealed partial class TongdianServer : IAsyncDisposable
{
    /// <summary>Everybody's password; the name is the role.</summary>
    public const string Password = "Known-password-1";

    /// <summary>Monday, 2 March 2026, ten o'clock in Shanghai: an ordinary working day.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(8));

    // All servers of a run write one log: then the database layer prepares each question once for all of them, and not again at every start.
    private static readonly UnexpectedFailures Unexpected = new();
    private static readonly ILoggerFactory Log = LoggerFactory.Create(l => l.AddProvider(Unexpected));

    private readonly WebApplication app;
    private readonly HttpClient http;
    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);

    private TongdianServer(
        TestDatabase on, IReadOnlyDictionary<string, string?>? settings, Action<IServiceCollection>? services, TimeProvider? time)
    {
        Time = time ?? Clock;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Files of packages are found by the name of the program, whoever started it.
            ApplicationName = typeof(TongdianHost).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Services.AddSingleton(Log);
        builder.Configuration.AddInMemoryCollection(on.Settings).AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["urls"] = "http://127.0.0.1:0", ["Demo:Enabled"] = "true", ["Demo:Cases"] = "false", ["Demo:Password"] = Password, ["Knowledge:Articles"] = "false", ["Cluster:TakesPart"] = "false",
            ["RateLimits:SessionsPerMinute"] = "100000", ["RateLimits:SubmissionsPerMinute"] = "100000", ["RateLimits:UploadsPerMinute"] = "100000",
        }).AddInMemoryCollection(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal));
        builder.AddTongdian();
        builder.Services.AddSingleton(Time);
        // Nobody guesses these passwords, and the demo company has twelve of them to make.
        builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1_000);
        services?.Invoke(builder.Services);
        app = builder.Build();
        app.UseTongdian();
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
    }

    /// <summary>The platform's time, unless it was given another; it stands still unless a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(Monday);

    /// <summary>The time that the platform lives by.</summary>
    public TimeProvider Time { get; }

    /// <summary>Where the platform is.</summary>
    public Uri Address => http.BaseAddress!;

    public IServiceProvider Services => app.Services;

    /// <summary>The last error in the log; empty when there was none.</summary>
    public static string LastFailure => Unexpected.Last;

    /// <summary>Nobody in particular.</summary>
    public ApiClient Anyone => new(http, Unexpected, []);

    public static async Task<TongdianServer> Start(
        TestDatabase on, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, TimeProvider? time = null)
    {
        var started = new TongdianServer(on, settings, services, time);
        await started.app.Prepare();
        await started.app.StartAsync();
        started.http.BaseAddress = new Uri(started.app.Urls.Single());
        return started;
    }

    /// <summary>Somebody at a browser without scripts, who keeps cookies.</summary>
    public PageVisitor Visitor(string language = "zh-CN") => new(new Uri(app.Urls.Single()), Unexpected, language);

    /// <summary>The customer of a case.</summary>
    public ApiClient AsCustomer(string number, string code) => new(http, Unexpected, [("X-Access-Code", code)]) { Case = number };

    /// <summary>A colleague; the name is the role.</summary>
    public async Task<ApiClient> As(string name)
    {
        if (!tokens.TryGetValue(name, out var token))
        {
            var session = await Anyone.Post("/api/v1/sessions", new { user = name, password = Password });
            tokens[name] = token = session.Expect(201).GetProperty("token").GetString()!;
        }

        return new ApiClient(http, Unexpected, [("Authorization", $"Bearer {token}")]);
    }

    /// <summary>A colleague at a browser that runs nothing; the name is the role.</summary>
    public async Task<HttpClient> Browser(string name)
    {
        var browser = new HttpClient { BaseAddress = Address };
        var page = await browser.GetStringAsync("/staff/sign-in");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Token().Match(page).Groups["token"].Value, ["user"] = name, ["password"] = Password,
        });
        (await browser.PostAsync("/staff/sign-in", form)).EnsureSuccessStatusCode();
        return browser;
    }

    /// <summary>A colleague as the platform sees them; the name is the role.</summary>
    public async Task<StaffMember> Colleague(string name) =>
        (await Services.GetRequiredService<CompanyDirectory>().Get(default)).Staff.Values.Single(s => s.Login == name);

    /// <summary>A colleague is away, or back again, and somebody acts for them.</summary>
    public async Task Away(string name, string? deputy)
    {
        Guid? id = deputy is null ? null : Guid.Parse((await Colleague(deputy)).Id);
        await Stored(db => db.Users.Where(u => u.UserName == name).ExecuteUpdateAsync(u => u
            .SetProperty(x => x.DeputyId, id).SetProperty(x => x.DeputyFrom, Time.GetUtcNow().AddHours(-1)).SetProperty(x => x.DeputyUntil, Time.GetUtcNow().AddDays(1))));
        Services.GetRequiredService<CompanyDirectory>().Changed();
    }

    /// <summary>The next <see cref="As"/> signs in anew: the clock has moved past the session.</summary>
    public void ForgetSessions() => tokens.Clear();

    /// <summary>Moves the clock; sessions that have ended by then are opened anew. What ticks every few seconds does not tick through all of it.</summary>
    public void Later(TimeSpan by)
    {
        var last = TimeSpan.FromMinutes(10);
        if (by > last)
            Clock.AdjustTime(Clock.GetUtcNow() + by - last);
        Clock.Advance(by > last ? last : by);
        ForgetSessions();
    }

    /// <summary>Makes a colleague who is not one of the demo company's.</summary>
    public async Task<string> Hire(string name, string role, string department, params string[] regions)
    {
        await using var scope = Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>().CreateAsync(
            new StaffUser
            {
                Id = Guid.CreateVersion7(), UserName = name, DisplayName = name, WorkNumber = name, Roles = [role], Departments = [department], Regions = [.. regions],
            },
            Password);
        Assert(made.Succeeded, string.Join(' ', made.Errors.Select(e => e.Description)));
        Services.GetRequiredService<CompanyDirectory>().Changed();
        return name;
    }

    /// <summary>Looks at what is stored, past the API.</summary>
    public async Task<T> Stored<T>(Func<TongdianContext, Task<T>> look)
    {
        await using var scope = Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<TongdianContext>());
    }

    /// <summary>How many rows every table that a request could write has.</summary>
    public Task<string> RowCounts() => Stored(async db =>
    {
        var counts = new List<string>();
        foreach (var table in new[]
        {
            "cases", "case_events", "work_items", "case_clocks", "counter_deltas", "unmaskings", "idempotency_keys", "persons", "sealed_values",
            "blind_index", "file_claims", "stored_files", "outbox", "staff_users", "regions", "duties", "administration_log", "process_versions", "calendar_versions", "contract_numbers", "one_time_codes",
            "application_drafts", "messages", "saved_filters", "limit_alerts", "weekly_reviews", "review_actions",
            "knowledge_articles", "knowledge_versions", "knowledge_searches", "search_words", "opinions", "opinion_words", "opinion_topics", "improvements",
            "tied_numbers", "field_devices", "field_uploads", "picture_readings", "field_pieces", "field_operations", "site_sheets", "survey_reports",
            "enquiries", "enquiry_entries", "photo_releases", "hall_screens", "evaluations", "given_ratings", "visit_patterns", "visit_bookings", "visit_quarters", "care_tasks", "follow_up_answers", "greetings", "calls", "notice_choices", "reminders", "told_customers", "evidence_leaves", "evidence_tiles", "evidence_checkpoints", "evidence_due",
        })
        {
#pragma warning disable EF1002 // The names are those above.
            counts.Add($"{table} {await db.Database.SqlQueryRaw<long>($"SELECT COUNT(*) AS \"Value\" FROM {table}").SingleAsync()}");
#pragma warning restore EF1002
        }

        return string.Join(", ", counts);
    });

    /// <summary>A case as it is stored.</summary>
    public async Task<Domain.Cases.Case> Load(string number) =>
        Domain.Cases.CaseNumber.TryParse(number, out var parsed) && await Services.GetRequiredService<CaseStore>().Find(parsed.Value, default) is { } state
            ? state
            : throw new InvalidOperationException($"There is no case {number}");

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    private static void Assert(bool holds, string message)
    {
        if (!holds)
            throw new InvalidOperationException(message);
    }
}

/// <summary>Keeps what the server logs as an error, so that a test that meets a 500 can say why.</summary>
public sealed class UnexpectedFailures : ILoggerProvider, ILogger
{
    private volatile string last = "";

    /// <summary>The last one.</summary>
    public string Last => last;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            last = $"{formatter(state, exception)}\n{exception}";
    }

    public void Dispose()
    {
    }
}
