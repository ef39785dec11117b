using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Workbench;
using static Tongdian.Server.Modules.Calls.CallTexts;

namespace Tongdian.Server.Modules.Calls;

/// <summary>Calls that somebody owes a customer, because nothing else reached them.</summary>
public static class CallsModule
{
    public static void AddCalls(this IServiceCollection services)
    {
        services.AddSingleton<ListCalls>();
        services.AddSingleton<TryCall>();
        services.AddSingleton(new DeskOffer(13, me => me.Actor.SpeaksForCustomer ? [new DeskPlace(Text("desk.mine"), Text("calls.title"), "/staff/calls", "phone")] : []));
    }

    public static void MapCalls(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/calls", async (string? scope, HttpContext http, ListCalls use) => TypedResults.Ok(await use.List(StaffAccess.Me(http), scope == "all", http.RequestAborted)))
            .RequireAuthorization(Policies.Staff);
        OncePerKey.Guard(routes.MapPost("/calls/{id:guid}/tries", async (Guid id, Body<TryCall.Request> body, HttpContext http, TryCall use) =>
                body.Read.Failed(out var unreadable, out var request) ? Problem.From(unreadable) : Problem.Or(await use.Do(id, request, StaffAccess.Me(http), OncePerKey.Of(http), http.RequestAborted)))
            .RequireAuthorization(Policies.OnBehalf).Accepts<TryCall.Request>("application/json").Produces<ListCalls.Item>());
    }
}
