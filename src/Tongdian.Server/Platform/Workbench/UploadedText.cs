using Microsoft.AspNetCore.Components.Forms;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Platform.Workbench;

/// <summary>A text file that was chosen on a page.</summary>
public static class UploadedText
{
    /// <summary>Its text; null when it is larger than any text that is asked for.</summary>
    public static async Task<string?> Read(IBrowserFile file, CancellationToken cancel)
    {
        if (file.Size > BodySizes.LargestJson)
            return null;
        await using var stream = file.OpenReadStream(BodySizes.LargestJson, cancel);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancel);
    }
}
