using Tongdian.Server.Modules.Cases.Photos;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>A file of the case: a scaled copy without what the camera wrote into it; the original, as it came, for staff who ask for it.</summary>
public static class ReadCaseFile
{
    internal static async Task<IResult> Handle(string number, Guid file, bool? original, HttpContext http, CaseEndpoint cases, CustomerPhotos photos, ReadFile read)
    {
        if ((await cases.Open(number, http)).Failed(out var error, out var access))
            return Problem.From(error);
        return await photos.Instead(access, file, http.RequestAborted) is { } seen
            ? await read.Answer(access.State.Id.Value, seen, original ?? false, access.Staff is not null, http)
            : Problem.From(FileErrors.NotFound);
    }
}
