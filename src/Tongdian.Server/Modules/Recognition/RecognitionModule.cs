using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.Recognition.Text;
using Tongdian.Server.Modules.Recognition.Vision;

namespace Tongdian.Server.Modules.Recognition;

/// <summary>What machines read from pictures of a site: nameplates and codes here, building and route by a model elsewhere, if one was set.</summary>
public static class RecognitionModule
{
    public static void AddRecognition(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => new TextModels(Path.Combine(AppContext.BaseDirectory, "ocr")));
        services.AddSingleton<ReadText>();
        services.AddSingleton<ReadNameplate>();
        services.AddSingleton(s => new ReadPicture(s.GetRequiredService<ReadNameplate>(), s.GetRequiredService<FileSettings>()));
        services.AddVision(configuration);
    }
}
