using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Workbench;

namespace Tongdian.Server.Modules.Field;

/// <summary>Work on site without network: devices, visits, files in pieces, operations, and the app itself.</summary>
public static class FieldModule
{
    public static void AddField(this IServiceCollection services)
    {
        services.AddSingleton<FieldApp>();
        services.AddSingleton<EnrolDevice>();
        services.AddScoped<OpenDeviceSession>();
        services.AddSingleton<ListDevices>();
        services.AddSingleton<WipeDevice>();
        services.AddSingleton<SiteSheets>();
        services.AddSingleton<ComposeVisit>();
        services.AddSingleton<ListVisits>();
        services.AddSingleton<UploadPieces>();
        services.AddScoped<ReceiveUpload>();
        services.AddSingleton<ReadPictures>();
        services.AddHostedService(s => s.GetRequiredService<ReadPictures>());
        services.AddScoped<OperationUse>();
        services.AddScoped<DoOperations>();
        services.AddSingleton(new DeskOffer(96, me => AdminPage.Places(me, (FieldTexts.Text("devices.title"), "/staff/devices", "smartphone"))));
    }

    public static void MapField(this IEndpointRouteBuilder routes)
    {
        var field = routes.MapGroup("/field");
        OncePerKey.Guard(field.MapPost("/devices", EnrolDevice.Handle).RequireAuthorization(Policies.Staff).Accepts<EnrolDevice.Request>("application/json").Produces<EnrolDevice.Response>(201));
        field.MapPost("/sessions", OpenDeviceSession.Handle).RequireAuthorization(Policies.Anyone).RequireRateLimiting(RateLimits.Sessions)
            .Accepts<OpenDeviceSession.Request>("application/json").Produces<OpenDeviceSession.Response>(201);
        field.MapPost("/work", ListVisits.Handle).RequireAuthorization(Policies.Staff).Accepts<ListVisits.Request>("application/json").Produces<ListVisits.Response>().WithMetadata(OnlyLooks.Here);
        field.MapPut("/files/{id:guid}", ReceiveUpload.HandleAnnounced).RequireAuthorization(Policies.Staff)
            .Accepts<ReceiveUpload.Request>("application/json").Produces<ReceiveUpload.Progress>();
        field.MapPatch("/files/{id:guid}", ReceiveUpload.HandlePiece).RequireAuthorization(Policies.Staff).Produces<ReceiveUpload.Progress>();
        field.MapPost("/operations", DoOperations.Handle).RequireAuthorization(Policies.Staff)
            .Accepts<DoOperations.Request>("application/json").Produces<DoOperations.Response>();

        var devices = routes.MapGroup("/administration/devices").RequireAuthorization(Policies.Administration);
        devices.MapGet("", async (ListDevices use, CancellationToken cancel) => TypedResults.Ok(await use.Read(cancel))).Produces<ListDevices.Item[]>();
        devices.MapPost("/{id:guid}/wipe", (Guid id, HttpContext http, WipeDevice use) => AdministrationCall.Answer(http, (by, cancel) => use.Do(id, by, cancel)))
            .Produces<ListDevices.Item>();
    }

    /// <summary>The app.</summary>
    public static void MapFieldApp(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/field/rules/tables.json", (FieldApp app) => app.Tables()).RequireAuthorization(Policies.Anyone);
        routes.MapGet("/field/{**path}", (string? path, HttpContext http, FieldApp app) => app.Give(path, http)).RequireAuthorization(Policies.Anyone);
    }
}
