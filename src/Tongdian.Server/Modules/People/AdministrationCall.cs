using Tongdian.Domain;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.People;

/// <summary>The way of an administrator's call: read what is wanted, find out who wants it, do it, answer.</summary>
internal static class AdministrationCall
{
    /// <summary>With a body.</summary>
    public static async Task<IResult> Answer<TRequest, TDone>(
        HttpContext http, Body<TRequest> body, Func<TRequest, StaffMember, CancellationToken, Task<Result<TDone>>> use)
        where TRequest : class =>
        body.Read.Failed(out var unreadable, out var request)
            ? Problem.From(unreadable)
            : await Answer(http, (by, cancel) => use(request, by, cancel));

    /// <summary>With a body, and once under a key.</summary>
    public static async Task<IResult> Answer<TRequest, TDone>(
        HttpContext http, Body<TRequest> body, Func<TRequest, StaffMember, KeyedRequest?, CancellationToken, Task<Result<TDone>>> use)
        where TRequest : class =>
        await Answer<TRequest, TDone>(http, body, (request, by, cancel) => use(request, by, OncePerKey.Of(http), cancel));

    /// <summary>Without one.</summary>
    public static async Task<IResult> Answer<TDone>(HttpContext http, Func<StaffMember, CancellationToken, Task<Result<TDone>>> use) =>
        Problem.Or(await use(StaffAccess.Me(http), http.RequestAborted));
}
