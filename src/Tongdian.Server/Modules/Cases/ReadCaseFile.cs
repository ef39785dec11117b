using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>A file of the case: a scaled copy without what the camera wrote into it; the original, as it came, for staff who ask for it.</summary>
public static class ReadCaseFile
{
    internal static async Task<IResult> Handle(string number, Guid file, bool? original, HttpContext http, CaseEndpoint cases, ReadFile read) =>
        (await cases.Open(number, http)).Failed(out var error, out var access)
            ? Problem.From(error)
            : await read.Answer(access.State.Id.Value, file, original ?? false, access.Staff is not null, http);
}
