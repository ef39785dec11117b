using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Scalar.AspNetCore;
using Tongdian.Server.Modules.Appointments;
using Tongdian.Server.Modules.Appraisal;
using Tongdian.Server.Modules.Calls;
using Tongdian.Server.Modules.Care;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Coordination;
using Tongdian.Server.Modules.Demo;
using Tongdian.Server.Modules.Display;
using Tongdian.Server.Modules.Disputes;
using Tongdian.Server.Modules.Documents;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Feedback;
using Tongdian.Server.Modules.Field;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.Insight;
using Tongdian.Server.Modules.Intake;
using Tongdian.Server.Modules.Knowledge;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.Opinions;
using Tongdian.Server.Modules.MyCase;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.PersonalData;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Modules.Recognition;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Modules.Surveys;
using Tongdian.Server.Modules.Versions;
using Tongdian.Server.Modules.Visits;
using Tongdian.Server.Modules.Watch;
using Tongdian.Server.Modules.Welcome;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Platform.Workbench;

namespace Tongdian.Server.Platform.Startup;

/// <summary>Puts the platform together: what it is made of, and the way of a request through it.</summary>
public static class TongdianHost
{
    /// <summary>The folder of everything that is kept.</summary>
    public static string DataFolder(IConfiguration configuration) => Path.GetFullPath(configuration["TONGDIAN_DATA"] is { Length: > 0 } folder ? folder : "data");

    public static void AddTongdian(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        SettingCheck.Prepare(configuration);
        var data = DataFolder(configuration);
        Directory.CreateDirectory(data);

        builder.WebHost.ConfigureKestrel(k => (k.AddServerHeader, k.Limits.MaxRequestBodySize) = (false, BodySizes.LargestJson));
        // Files of packages (the workbench's components) are found whether the program was published or not.
        if (Path.Combine(AppContext.BaseDirectory, "Tongdian.Server.staticwebassets.runtime.json") is var files && File.Exists(files))
        {
            configuration[WebHostDefaults.StaticWebAssetsKey] = files;
            builder.WebHost.UseStaticWebAssets();
        }

        if (string.IsNullOrEmpty(configuration["urls"]))
            builder.WebHost.UseUrls("http://127.0.0.1:5080");
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.Configure<JsonOptions>(o => ApiJson.Configure(o.SerializerOptions));
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = false);
        services.Configure<FormOptions>(PageForm.Configure);
        services.AddRequestLocalization(Language.Configure);
        services.AddResponseCompression(o => (o.EnableForHttps, o.MimeTypes) = (true, ["text/html", "application/json", "image/svg+xml"]));
        services.AddHttpContextAccessor();
        services.AddLook();
        services.AddWorkbench();
        services.AddStorage(configuration, data);
        services.AddPrivacy(configuration, data);
        builder.AddCluster();
        services.AddOutbox(configuration);
        services.AddAccess();
        services.AddKnownProxies(configuration);
        services.AddRateLimits(configuration);
        services.AddSingleton<Idempotency>();
        services.AddSingleton<ForgetKeys>();
        if (ClusterServices.TakesPart(configuration))
            services.AddHostedService(s => s.GetRequiredService<ForgetKeys>());
        StopInOrder.Add(services, configuration);
        services.AddSingleton<Readiness>();
        services.AddSingleton<Backlog>();
        services.AddSingleton<Failing>();
        services.AddHealthChecks().AddCheck<Readiness>("ready").AddCheck<Failing>("failing");
        services.AddTelemetry(configuration);
        services.AddOpenApi("v1", ApiDescription.Configure);

        services.AddPeople(configuration);
        services.AddClocks();
        services.AddProcesses();
        services.AddKnowledge();
        services.AddFiles(configuration, data);
        services.AddRecognition(configuration);
        services.AddCases();
        services.AddWatch(configuration);
        services.AddCoordination(configuration);
        services.AddDisplay();
        services.AddVersions();
        services.AddIntake();
        services.AddCalls();
        services.AddNotices(configuration);
        services.AddSupply();
        services.AddVisits();
        services.AddField();
        services.AddSurveys();
        services.AddInsight();
        services.AddMyCase();
        services.AddAppointments();
        services.AddEnquiries(configuration);
        services.AddFeedback(configuration);
        services.AddOpinions();
        services.AddCare(configuration);
        services.AddEvidence(configuration, data);
        services.AddAppraisal(configuration);
        services.AddDisputes();
        services.AddPersonalData(data);
        services.AddDemo();
        services.AddDocuments();
        services.AddWelcome();
    }

    public static void UseTongdian(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<TurnAway>();
        app.UseResponseCompression();
        app.UseRequestLocalization();
        app.Use(PageMode.Remember);
        app.UseMiddleware<Failures>();
        app.UseRouting();
        app.UseMiddleware<BodySizes>();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseMiddleware<BodyHashing>();

        var api = app.MapGroup("/api/v1");
        api.MapIntake();
        api.MapCases();
        api.MapSupply();
        api.MapVisits();
        api.MapField();
        api.MapAppointments();
        api.MapSurveys();
        api.MapEnquiries();
        api.MapCalls();
        api.MapNotices();
        api.MapFeedback();
        api.MapOpinions();
        api.MapCare();
        api.MapClocks();
        api.MapCoordination();
        api.MapProcesses();
        api.MapVersions();
        api.MapFiles();
        api.MapPeople();
        api.MapInsight();
        api.MapKnowledge();
        api.MapDisplay();
        api.MapEvidence();
        api.MapAppraisal();
        api.MapDisputes();
        api.MapPersonalData();

        app.MapNoticesPages();
        app.MapCounterPages();
        app.MapIntakePages();
        app.MapWelcome();
        app.MapLog();
        app.MapDisputePages();
        app.MapPersonalDataPages();
        app.MapDocuments();
        app.MapLook();
        app.MapSignIn();
        app.MapContractPages();
        app.MapSchemePages();
        app.MapVisitPages();
        app.MapFieldApp();
        app.MapTimePages();
        app.MapSurveyPages();
        app.MapMyCase();
        app.MapEnquiryPages();
        app.MapFeedbackPages();
        app.MapCarePages();
        app.MapKnowledgePages();
        app.MapCasePages();
        app.MapCoordinationPages();
        app.MapDisplayPages();
        app.MapWorkbench();
        app.MapClusterPage(app.Configuration);
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).RequireAuthorization(Policies.Anyone);
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = ReadyAnswer.Write }).RequireAuthorization(Policies.Anyone);
        app.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization(Policies.Operations);
        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Policies.Anyone);
        // The page explains and tries; what would speak with anybody else is left out.
        app.MapScalarApiReference(
            "/scalar",
            o => o.WithTitle("通电 Tongdian API").DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton())
            .RequireAuthorization(Policies.Anyone);
    }
}
