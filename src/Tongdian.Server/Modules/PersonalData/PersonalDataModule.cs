using Tongdian.Domain;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Workbench;
using static Tongdian.Server.Modules.PersonalData.PersonalDataTexts;

namespace Tongdian.Server.Modules.PersonalData;

/// <summary>What people may ask about their own data: a copy of everything, and that it is destroyed.</summary>
public static class PersonalDataModule
{
    private const string Zip = "application/zip";

    public static void AddPersonalData(this IServiceCollection services)
    {
        services.AddSingleton<FindPerson>();
        services.AddSingleton<ListPersonRequests>();
        services.AddSingleton<AskPersonRequest>();
        services.AddSingleton<BlankFacts>();
        services.AddSingleton<DecideErasure>();
        services.AddSingleton<ReadRows>();
        services.AddScoped<WriteExport>();
        services.AddSingleton(new DeskOffer(96, me => me.Roles.Contains(Roles.Manager) || me.Roles.Contains(Roles.Auditor)
            ? [new DeskPlace(Text("desk.group"), Text("title"), "/staff/personal-data", "user")]
            : []));
    }

    public static void MapPersonalData(this IEndpointRouteBuilder routes)
    {
        var data = routes.MapGroup("/personal-data").RequireAuthorization(Policies.PersonalData);
        data.MapGet("/requests", async (ListPersonRequests use, CancellationToken cancel) => TypedResults.Ok(await use.Read(cancel))).Produces<ListPersonRequests.Item[]>();
        data.MapPost("/exports", (Body<AskPersonRequest.Request> body, HttpContext http, AskPersonRequest ask, WriteExport write) => Export(body.Read, http, ask, write))
            .Accepts<AskPersonRequest.Request>("application/json").Produces<byte[]>(contentType: Zip);
        data.MapPost("/erasures", (Body<AskPersonRequest.Request> body, HttpContext http, AskPersonRequest use) => AdministrationCall.Answer(http, body, use.Erasure))
            .Accepts<AskPersonRequest.Request>("application/json").Produces<ListPersonRequests.Item>();
        data.MapPost("/erasures/{id:guid}/confirm", (Guid id, HttpContext http, DecideErasure use) => AdministrationCall.Answer(http, (by, cancel) => use.Confirm(id, by, cancel)))
            .Produces<ListPersonRequests.Item>();
        data.MapPost("/erasures/{id:guid}/refuse", (Guid id, HttpContext http, DecideErasure use) => AdministrationCall.Answer(http, (by, cancel) => use.Refuse(id, by, cancel)))
            .Produces<ListPersonRequests.Item>();
    }

    /// <summary>The copy, for a colleague's browser: as with a dispute file, the address has the number and the reason.</summary>
    public static void MapPersonalDataPages(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/staff/personal-data/export", (string? number, string? reason, HttpContext http, AskPersonRequest ask, WriteExport write) =>
                Export(new AskPersonRequest.Request(number, reason), http, ask, write))
            .RequireAuthorization(Policies.PersonalData);

    private static async Task<IResult> Export(Result<AskPersonRequest.Request> body, HttpContext http, AskPersonRequest ask, WriteExport write)
    {
        if (body.Failed(out var unreadable, out var request))
            return Problem.From(unreadable);
        if ((await ask.Export(request, StaffAccess.Me(http), http.RequestAborted)).Failed(out var refused, out var found))
            return Problem.From(refused);
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(await write.Of(found, http.RequestAborted), Zip, $"personal-data-{found.Subjects[0].Number}.zip");
    }
}
