using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Backup;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Workbench;
using static Tongdian.Server.Modules.PersonalData.PersonalDataTexts;

namespace Tongdian.Server.Modules.PersonalData;

/// <summary>What people may ask about their own data: a copy of everything, and that it is destroyed.</summary>
public static class PersonalDataModule
{
    private const string Page = "/staff/personal-data";
    private const string Zip = "application/zip";

    public static void AddPersonalData(this IServiceCollection services, string dataFolder)
    {
        services.AddSingleton(new ErasedPersons(Path.Combine(dataFolder, BackupPlaces.Erased)));
        services.AddSingleton<FindPerson>();
        services.AddSingleton<ListPersonRequests>();
        services.AddSingleton<AskPersonRequest>();
        services.AddSingleton<BlankFacts>();
        services.AddSingleton<DecideErasure>();
        services.AddSingleton<ForgetAgain>();
        services.AddSingleton<ClearErased>();
        services.AddHostedService(s => s.GetRequiredService<ClearErased>());
        services.AddSingleton<ReadRows>();
        services.AddScoped<WriteExport>();
        services.AddSingleton(new DeskOffer(96, me => me.Roles.Contains(Roles.Manager) || me.Roles.Contains(Roles.Auditor)
            ? [new DeskPlace(Text("desk.group"), Text("title"), Page, "user")]
            : []));
    }

    public static void MapPersonalData(this IEndpointRouteBuilder routes)
    {
        var data = routes.MapGroup("/personal-data").RequireAuthorization(Policies.PersonalData);
        data.MapGet("/requests", async (HttpContext http, ListPersonRequests use) => TypedResults.Ok(await use.Read(StaffAccess.Me(http), http.RequestAborted)))
            .Produces<ListPersonRequests.Item[]>();
        OncePerKey.Guard(data.MapPost("/exports", async (Body<AskPersonRequest.Request> body, HttpContext http, AskPersonRequest ask, WriteExport write) =>
                body.Read.Failed(out var unreadable, out var request) ? Problem.From(unreadable)
                : (await ask.Export(request, StaffAccess.Me(http), OncePerKey.Of(http), http.RequestAborted)).Failed(out var refused, out var found) ? Problem.From(refused)
                : Copy(found, http, write))
            .Accepts<AskPersonRequest.Request>("application/json").Produces<byte[]>(contentType: Zip));
        OncePerKey.Guard(data.MapPost("/erasures", (Body<AskPersonRequest.Request> body, HttpContext http, AskPersonRequest use) => AdministrationCall.Answer(http, body, use.Erasure))
            .Accepts<AskPersonRequest.Request>("application/json").Produces<ListPersonRequests.Item>());
        data.MapPost("/erasures/{id:guid}/confirm", (Guid id, HttpContext http, DecideErasure use) => AdministrationCall.Answer(http, (by, cancel) => use.Confirm(id, by, cancel)))
            .Produces<ListPersonRequests.Item>();
        data.MapPost("/erasures/{id:guid}/refuse", (Guid id, HttpContext http, DecideErasure use) => AdministrationCall.Answer(http, (by, cancel) => use.Refuse(id, by, cancel)))
            .Produces<ListPersonRequests.Item>();
    }

    /// <summary>The copy, for a colleague's browser: a form, because it is kept in their name that they took it; a link must not be enough for that.</summary>
    public static void MapPersonalDataPages(this IEndpointRouteBuilder routes) =>
        routes.MapPost($"{Page}/export", async (HttpContext http, AskPersonRequest ask, WriteExport write) =>
        {
            var form = await PageForm.Read(http);
            if (form.Refusal is { } refusal)
                return PageProblem.From(refusal, http, Page);
            return (await ask.Export(new AskPersonRequest.Request(form["number"], form["reason"]), StaffAccess.Me(http), null, http.RequestAborted)).Failed(out var refused, out var found)
                ? PageProblem.From(refused, http, Page)
                : Copy(found, http, write);
        }).RequireAuthorization(Policies.PersonalData);

    private static IResult Copy(FindPerson.Found found, HttpContext http, WriteExport write)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(stream => write.To(stream, found, http.RequestAborted), Zip, $"personal-data-{found.Subjects[0].Number}.zip");
    }
}
