using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.People;

/// <summary>Staff, roles, departments, regions, sessions.</summary>
public static class PeopleModule
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<CompanyDirectory>();
        services.AddSingleton<StaffAccess>();
        services.AddScoped<OpenSession>();
        services.AddScoped<StaffSession>();
        services.AddAuthentication(Sessions.Either)
            .AddPolicyScheme(Sessions.Either, null, o => o.ForwardDefaultSelector = http =>
                http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) ? Sessions.Scheme : Sessions.Browser)
            .AddBearerToken(Sessions.Scheme)
            .AddCookie(Sessions.Browser, o =>
            {
                (o.Cookie.Name, o.Cookie.HttpOnly, o.Cookie.SameSite) = ("staff", true, SameSiteMode.Lax);
                (o.SlidingExpiration, o.ExpireTimeSpan) = (false, TimeSpan.FromHours(12));
            });
        services.AddIdentityCore<StaffUser>(o =>
            {
                o.Password.RequiredLength = 12;
                o.Password.RequireNonAlphanumeric = false;
                o.Lockout.MaxFailedAccessAttempts = 10;
            })
            .AddEntityFrameworkStores<TongdianContext>();
    }

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sessions", OpenSession.Handle).RequireAuthorization(Policies.Anyone)
            .RequireRateLimiting(RateLimits.Sessions).Accepts<OpenSession.Request>("application/json").Produces<OpenSession.Response>(201);
        routes.MapGet("/regions", FindPeople.ListRegions).RequireAuthorization(Policies.Anyone).Produces<FindPeople.RegionView[]>();
        routes.MapGet("/staff", FindPeople.ListStaff).RequireAuthorization(Policies.Staff).Produces<FindPeople.StaffView[]>();
    }

    /// <summary>Signing in and out on a page.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/staff/sign-in", SignInPage.Show).RequireAuthorization(Policies.Anyone);
        routes.MapPost("/staff/sign-in", SignInPage.Take).RequireAuthorization(Policies.Anyone).RequireRateLimiting(RateLimits.Sessions);
        routes.MapGet("/staff/leave", SignInPage.Leave).RequireAuthorization(Policies.Anyone);
        routes.MapPost("/staff/leave", (Delegate)SignInPage.End).RequireAuthorization(Policies.Anyone);
    }
}
