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
        services.AddAuthentication(Sessions.Scheme).AddBearerToken(Sessions.Scheme);
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
}
