using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Workbench;

namespace Tongdian.Server.Modules.People;

/// <summary>Staff, roles, departments, regions, sessions.</summary>
public static class PeopleModule
{
    public static void AddPeople(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<CompanyDirectory>();
        services.AddSingleton<StaffAccess>();
        services.AddSingleton<ColleagueDesk>();
        services.AddSingleton<ListColleagues>();
        services.AddSingleton<CreateColleague>();
        services.AddSingleton<ChangeColleague>();
        services.AddSingleton<LeaveAndReturn>();
        services.AddSingleton<MakePassword>();
        services.AddSingleton<NameDeputy>();
        services.AddSingleton<TendRegions>();
        services.AddSingleton<PlanDuty>();
        services.AddSingleton<FindDuty>();
        services.AddSingleton<ListAdministration>();
        services.AddSingleton(new DeskOffer(90, me => AdminPage.Places(
            me, (PeopleTexts.Text("people.title"), "/staff/admin/people", "users"), (PeopleTexts.Text("regions.title"), "/staff/admin/regions", "map"),
            (PeopleTexts.Text("roster.title"), "/staff/admin/roster", "calendar-clock"))));
        services.AddSingleton(new DeskOffer(99, me => AdminPage.Places(me, (PeopleTexts.Text("log.title"), "/staff/admin/log", "history"))));
        services.AddSingleton(new RegionUse("staff", (context, region, cancel) => context.Users.AnyAsync(u => u.Regions.Contains(region), cancel)));
        services.AddSingleton(new RegionUse("duties", (context, region, cancel) => context.Set<Duty>().AnyAsync(d => d.Region == region, cancel)));
        services.AddSingleton<SecondFactorRule>();
        services.AddSingleton<ResetSecondFactor>();
        services.AddScoped<SignInTries>();
        services.AddScoped<SecondFactor>();
        var systems = CompanySystems.AreOn(configuration);
        if (systems)
            services.AddSystems();
        services.AddSingleton<SystemScopes>();
        services.AddSingleton<CreateSystem>();
        services.AddSingleton<ChangeScopes>();
        services.AddScoped<ChangePassword>();
        services.AddSingleton<SignInFigures>();
        services.AddScoped<OpenSession>();
        services.AddScoped<StaffSession>();
        var authentication = services.AddAuthentication(Sessions.Either)
            // Routes match whatever the case of the letters is, so this does, too.
            .AddPolicyScheme(Sessions.Either, null, o => o.ForwardDefaultSelector = http =>
                http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) ? systems ? CompanySystems.SchemeOf(http) : Sessions.Scheme : Sessions.Browser)
            .AddBearerToken(Sessions.Scheme)
            .AddCookie(Sessions.Browser, o =>
            {
                (o.Cookie.Name, o.Cookie.HttpOnly, o.Cookie.SameSite) = ("staff", true, SameSiteMode.Lax);
                (o.SlidingExpiration, o.ExpireTimeSpan) = (false, TimeSpan.FromHours(12));
            });
        if (CompanySignOn.IsOn(configuration))
            authentication.AddSignOn(configuration);
        services.AddIdentityCore<StaffUser>(o =>
            {
                o.Password.RequiredLength = 12;
                o.Password.RequireNonAlphanumeric = false;
            })
            .AddUserStore<StaffStore>();
    }

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sessions", OpenSession.Handle).RequireAuthorization(Policies.Anyone)
            .RequireRateLimiting(RateLimits.Sessions).Accepts<OpenSession.Request>("application/json").Produces<OpenSession.Response>(201);
        routes.MapPost("/sessions/password", ChangePassword.Handle).RequireAuthorization(Policies.Anyone)
            .RequireRateLimiting(RateLimits.Sessions).Accepts<ChangePassword.Request>("application/json").Produces(204);
        routes.MapGet("/regions", FindPeople.ListRegions).RequireAuthorization(Policies.Anyone).Produces<FindPeople.RegionView[]>();
        routes.MapGet("/staff", FindPeople.ListStaff).RequireAuthorization(Policies.Staff).Produces<FindPeople.StaffView[]>();
        routes.MapGet("/duties/at", FindDuty.Handle).RequireAuthorization(Policies.Staff).Produces<FindDuty.Item[]>();
        routes.MapGroup("/administration").MapAdministration();
    }

    private static void MapAdministration(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/log", ListAdministration.Handle).RequireAuthorization(Policies.Administration).Produces<ListAdministration.Page>();

        var staff = routes.MapGroup("/staff");
        staff.MapGet("", ListColleagues.Handle).RequireAuthorization(Policies.Administration).Produces<ListColleagues.Page>();
        staff.MapPost("", (Body<CreateColleague.Request> body, HttpContext http, CreateColleague use) => AdministrationCall.Answer(http, body, use.Do))
            .RequireAuthorization(Policies.Administration).Accepts<CreateColleague.Request>("application/json").Produces<CreateColleague.Response>();
        staff.MapPost("/{id:guid}", (Guid id, Body<ChangeColleague.Request> body, HttpContext http, ChangeColleague use) =>
                AdministrationCall.Answer(http, body, (request, by, cancel) => use.Do(id, request, by, cancel)))
            .RequireAuthorization(Policies.Administration).Accepts<ChangeColleague.Request>("application/json").Produces<ListColleagues.Item>();
        staff.MapPost("/{id:guid}/deactivate", (Guid id, HttpContext http, LeaveAndReturn use) => AdministrationCall.Answer(http, (by, cancel) => use.Deactivate(id, by, cancel)))
            .RequireAuthorization(Policies.Administration).Produces<ListColleagues.Item>();
        staff.MapPost("/{id:guid}/reactivate", (Guid id, HttpContext http, LeaveAndReturn use) => AdministrationCall.Answer(http, (by, cancel) => use.Reactivate(id, by, cancel)))
            .RequireAuthorization(Policies.Administration).Produces<ListColleagues.Item>();
        staff.MapPost("/{id:guid}/password", (Guid id, HttpContext http, MakePassword use) => AdministrationCall.Answer(http, (by, cancel) => use.Do(id, by, cancel)))
            .RequireAuthorization(Policies.Administration).Produces<MakePassword.Response>();
        staff.MapPost("/{id:guid}/second-factor/reset", (Guid id, HttpContext http, ResetSecondFactor use) => AdministrationCall.Answer(http, (by, cancel) => use.Do(id, by, cancel)))
            .RequireAuthorization(Policies.Administration).Produces<ListColleagues.Item>();
        staff.MapPost("/{id:guid}/deputy", (Guid id, Body<NameDeputy.Request> body, HttpContext http, NameDeputy use) =>
                AdministrationCall.Answer(http, body, (request, by, cancel) => use.Do(id, request, by, cancel)))
            .RequireAuthorization(Policies.Administration).Accepts<NameDeputy.Request>("application/json").Produces<ListColleagues.Item>();
        staff.MapPost("/{id:guid}/deputy/end", (Guid id, HttpContext http, NameDeputy use) => AdministrationCall.Answer(http, (by, cancel) => use.End(id, by, cancel)))
            .RequireAuthorization(Policies.Administration).Produces<ListColleagues.Item>();

        if (CompanySystems.AreOn(routes.ServiceProvider.GetRequiredService<IConfiguration>()))
        {
            routes.MapPost("/systems", (Body<CreateSystem.Request> body, HttpContext http, CreateSystem use) => AdministrationCall.Answer(http, body, use.Do))
                .RequireAuthorization(Policies.Administration).Accepts<CreateSystem.Request>("application/json").Produces<CreateSystem.Response>();
            staff.MapPost("/{id:guid}/scopes", (Guid id, Body<ChangeScopes.Request> body, HttpContext http, ChangeScopes use) =>
                    AdministrationCall.Answer(http, body, (request, by, cancel) => use.Do(id, request, by, cancel)))
                .RequireAuthorization(Policies.Administration).Accepts<ChangeScopes.Request>("application/json").Produces<ListColleagues.Item>();
        }

        var regions = routes.MapGroup("/regions");
        regions.MapGet("", async (TendRegions use, CancellationToken cancel) => TypedResults.Ok(await use.List(cancel)))
            .RequireAuthorization(Policies.Administration).Produces<TendRegions.Item[]>();
        regions.MapPost("", (Body<TendRegions.Item> body, HttpContext http, TendRegions use) => AdministrationCall.Answer(http, body, use.Add))
            .RequireAuthorization(Policies.Administration).Accepts<TendRegions.Item>("application/json").Produces<TendRegions.Item>();
        regions.MapPost("/{code}", (string code, Body<TendRegions.ChangeRequest> body, HttpContext http, TendRegions use) =>
                AdministrationCall.Answer(http, body, (request, by, cancel) => use.Change(code, request, by, cancel)))
            .RequireAuthorization(Policies.Administration).Accepts<TendRegions.ChangeRequest>("application/json").Produces<TendRegions.Item>();
        regions.MapPost("/{code}/remove", (string code, HttpContext http, TendRegions use) => AdministrationCall.Answer(http, (by, cancel) => use.Remove(code, by, cancel)))
            .RequireAuthorization(Policies.Administration).Produces<TendRegions.Item>();

        var duties = routes.MapGroup("/duties");
        duties.MapGet("", PlanDuty.HandleWeek).RequireAuthorization(Policies.Administration).Produces<PlanDuty.WeekView>();
        OncePerKey.Guard(duties.MapPost("", (Body<PlanDuty.Request> body, HttpContext http, PlanDuty use) => AdministrationCall.Answer(http, body, use.Add))
            .RequireAuthorization(Policies.Administration).Accepts<PlanDuty.Request>("application/json").Produces<PlanDuty.Response>());
        duties.MapPost("/{id:guid}/remove", (Guid id, HttpContext http, PlanDuty use) => AdministrationCall.Answer(http, (by, cancel) => use.Remove(id, by, cancel)))
            .RequireAuthorization(Policies.Administration).Produces<PlanDuty.Response>();
        OncePerKey.Guard(duties.MapPost("/copy-last-week", (Body<PlanDuty.CopyRequest> body, HttpContext http, PlanDuty use) => AdministrationCall.Answer(http, body, use.CopyLastWeek))
            .RequireAuthorization(Policies.Administration).Accepts<PlanDuty.CopyRequest>("application/json").Produces<PlanDuty.CopyResponse>());
    }

    /// <summary>Signing in and out on a page.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var configuration = routes.ServiceProvider.GetRequiredService<IConfiguration>();
        if (CompanySystems.AreOn(configuration))
            routes.MapSystems();
        if (CompanySignOn.IsOn(configuration))
        {
            routes.MapGet(CompanySignOn.Path, SignOnPage.Begin).RequireAuthorization(Policies.Anyone).RequireRateLimiting(RateLimits.Sessions);
            routes.MapGet($"{CompanySignOn.Path}/done", SignOnPage.Done).RequireAuthorization(Policies.Anyone);
        }

        routes.MapGet("/staff/sign-in", SignInPage.Show).RequireAuthorization(Policies.Anyone);
        routes.MapPost("/staff/sign-in", SignInPage.Take).RequireAuthorization(Policies.Anyone).RequireRateLimiting(RateLimits.Sessions);
        routes.MapPost("/staff/sign-in/code", SecondFactorPage.Take).RequireAuthorization(Policies.Anyone).RequireRateLimiting(RateLimits.Sessions);
        routes.MapGet("/staff/second-factor", SecondFactorPage.Show).RequireAuthorization(Policies.Staff);
        routes.MapPost("/staff/second-factor", SecondFactorPage.Do).RequireAuthorization(Policies.Staff);
        routes.MapGet("/staff/password", PasswordPage.Show).RequireAuthorization(Policies.Anyone);
        routes.MapPost("/staff/password", PasswordPage.Take).RequireAuthorization(Policies.Anyone).RequireRateLimiting(RateLimits.Sessions);
        routes.MapGet("/staff/leave", SignInPage.Leave).RequireAuthorization(Policies.Anyone);
        routes.MapPost("/staff/leave", (Delegate)SignInPage.End).RequireAuthorization(Policies.Anyone);
    }
}
