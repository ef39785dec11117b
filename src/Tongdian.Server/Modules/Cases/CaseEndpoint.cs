using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>The door to a case for programs: who they are, the version and the key come in headers, the answer is JSON.</summary>
[TakesKey]
public sealed class CaseEndpoint(CaseDoor door, StaffAccess staffAccess)
{
    /// <summary>Who calls.</summary>
    public async ValueTask<Caller> Caller(HttpContext http) =>
        Platform.Access.Caller.With(http.Request.Headers["X-Access-Code"].ToString(), http) with { Staff = await staffAccess.Find(http.User, http.RequestAborted) };

    /// <summary>The case, when the caller may see it.</summary>
    public async Task<Result<CaseAccess>> Open(string number, HttpContext http) => await door.Open(number, await Caller(http), http.RequestAborted);

    /// <summary>Answers with what a look at the case shows.</summary>
    public async Task<IResult> Look<T>(string number, HttpContext http, Func<CaseAccess, Task<Result<T>>> look)
    {
        if ((await Open(number, http)).Failed(out var closed, out var access))
            return Problem.From(closed);
        return (await look(access)).Failed(out var error, out var seen) ? Problem.From(error) : TypedResults.Ok(seen);
    }

    /// <summary>Whether the caller has this version already.</summary>
    public async Task<bool> Unchanged(string number, HttpContext http) => http.Request.Headers.IfNoneMatch.Count > 0
        && await door.Unchanged(number, http.Request.Headers.IfNoneMatch.ToString(), await Caller(http), http.RequestAborted);

    /// <summary>Changes the case.</summary>
    public async Task<IResult> Change(string number, HttpContext http, CaseUse use)
    {
        if (Idempotency.Read(http).Failed(out var badKey, out var once) && badKey is not null)
            return Problem.From(badKey);
        var outcome = await door.Change(number, await Caller(http), new CaseEdit(IfMatch.Read(http), once), use, http.RequestAborted);
        if (outcome.Failed(out var error, out var answer))
            return Problem.From(error);
        http.Response.Headers.ETag = CaseDoor.ETag(answer.Version);
        return Results.Text(answer.Json, "application/json; charset=utf-8");
    }

    /// <summary>Changes the case as the body says. What cannot be read is told to those only who may see the case.</summary>
    public Task<IResult> Change<T>(string number, HttpContext http, Body<T> body, Func<T, CaseUse> use)
        where T : class =>
        Change(number, http, body.Read.Failed(out var unreadable, out var request) ? CaseWork.Refused(unreadable) : use(request));
}
