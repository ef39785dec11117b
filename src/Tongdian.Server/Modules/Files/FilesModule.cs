using Microsoft.AspNetCore.Mvc;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Files;

/// <summary>Files: sent by anyone, kept encrypted, given to cases, read as scaled copies.</summary>
public static class FilesModule
{
    public static IServiceCollection AddFiles(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        var settings = FileSettings.Read(configuration, dataFolder);
        services.AddSingleton(settings);
        if (settings.S3 is { } s3)
            services.AddSingleton<IFileStore>(_ => new S3FileStore(s3));
        else
            services.AddSingleton<IFileStore, DiskFileStore>();
        return services
            .AddSingleton<FileKeys>()
            .AddScoped<RemoveExpiredFiles>()
            .AddScoped<UploadFile>()
            .AddSingleton<TakeFiles>()
            .AddScoped<ReadFile>();
    }

    public static void MapFiles(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/files", UploadFile.Handle).RequireAuthorization(Policies.Anyone).RequireRateLimiting(RateLimits.Uploads)
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .Accepts<IFormFile>("multipart/form-data").Produces<UploadedFile>(201);
}
