using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases.Desk;

/// <summary>A file of a case for the live page, whose browser shows a cookie where a program would show a token.</summary>
public static class ShowFile
{
    internal static async Task<IResult> Handle(string number, Guid file, bool? original, HttpContext http, CaseDoor door, ReadFile read) =>
        (await door.Open(number, Caller.Of(StaffAccess.Me(http)), http.RequestAborted)).Failed(out var error, out var access)
            ? Problem.From(error)
            : await read.Answer(access.State.Id.Value, file, original ?? false, isStaff: true, http);
}
