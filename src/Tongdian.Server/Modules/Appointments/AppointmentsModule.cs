using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Workbench;

namespace Tongdian.Server.Modules.Appointments;

/// <summary>When somebody comes: customers pick a time that is free, or ask for a half-day where nobody planned; who steers plans how crews work.</summary>
public static class AppointmentsModule
{
    public static void AddAppointments(this IServiceCollection services)
    {
        services.AddSingleton<FindSlots>();
        services.AddSingleton<BookSlot>();
        services.AddSingleton<PlanCapacity>();
        services.AddSingleton<TimePage>();
        services.AddSingleton<OnCaseMoved>();
        services.AddSingleton(s => new OutboxConsumer(OnCaseMoved.Consumer, OnCaseMoved.Kinds)
        {
            React = (work, cancel) => s.GetRequiredService<OnCaseMoved>().React(work, cancel),
        });
        services.AddSingleton(new CasePanel(11, typeof(SlotsOfCase)));
        services.AddSingleton(new DeskOffer(14, _ => [new DeskPlace(CaseTexts.Text("desk.cases"), AppointmentsTexts.Text("plan.title"), "/staff/appointments", "calendar-clock")]));
    }

    public static void MapAppointments(this IEndpointRouteBuilder routes)
    {
        var slots = routes.MapGroup("/cases/{number}/stages/{stage}/slots").RequireAuthorization(Policies.CaseParty);
        slots.MapGet("", (string number, string stage, HttpContext http, CaseEndpoint cases, FindSlots use) => cases.Look(number, http, access => use.Look(access, stage, http.RequestAborted)))
            .Produces<FindSlots.View>();
        slots.MapPost("/book", Book).WithMetadata(new FitsEveryVersion()).Accepts<BookSlot.Request>("application/json").Produces<CaseProgress>();

        var capacity = routes.MapGroup("/appointments/capacity");
        capacity.MapGet("", async (string? region, string? role, HttpContext http, PlanCapacity use) => Problem.Or(await use.Look(region, role, StaffAccess.Me(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Staff).Produces<PlanCapacity.View>();
        capacity.MapPut("", async (Body<PlanCapacity.Request> body, HttpContext http, PlanCapacity use) =>
                body.Read.Failed(out var unreadable, out var request) ? Problem.From(unreadable) : Problem.Or(await use.Change(request, StaffAccess.Me(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Steering).Accepts<PlanCapacity.Request>("application/json").Produces<PlanCapacity.View>();
    }

    /// <summary>The customer's page.</summary>
    public static void MapTimePages(this IEndpointRouteBuilder routes)
    {
        var time = routes.MapGroup("/case/{number}/time/{stage}").RequireAuthorization(Policies.Anyone);
        time.MapGet("", (string number, string stage, HttpContext http, TimePage page) => page.Show(number, stage, http));
        time.MapPost("", (string number, string stage, HttpContext http, TimePage page) => page.Take(number, stage, http));
    }

    // Whoever was too late is told what is free instead.
    private static async Task<IResult> Book(string number, string stage, Body<BookSlot.Request> body, HttpContext http, CaseEndpoint cases, BookSlot use, FindSlots find)
    {
        if (Idempotency.Read(http).Failed(out var badKey, out var once) && badKey is not null)
            return Problem.From(badKey);
        var caller = await cases.Caller(http);
        if (body.Read.Failed(out var unreadable, out var request))
            return await cases.Look<object>(number, http, _ => Task.FromResult<Result<object>>(unreadable));
        if (!(await use.Do(number, caller, stage, request.From, once, http.RequestAborted)).Failed(out var refused, out var answer))
        {
            http.Response.Headers.ETag = CaseDoor.ETag(answer.Version);
            return Results.Text(answer.Json, "application/json; charset=utf-8");
        }

        if (refused.Code != CaseErrors.SlotTaken.Code || (await cases.Open(number, http)).Failed(out _, out var access)
            || (await find.Look(access, stage, http.RequestAborted)).Failed(out _, out var view))
            return Problem.From(refused);
        return Problem.From(refused, new Dictionary<string, object>(StringComparer.Ordinal) { ["free"] = view.Slots });
    }
}
