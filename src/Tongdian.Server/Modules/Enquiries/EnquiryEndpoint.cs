using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>The door to an enquiry for programs: who they are, the version and the key come in headers, the answer is JSON.</summary>
[TakesKey]
public sealed class EnquiryEndpoint(EnquiryDoor door, CaseEndpoint cases)
{
    /// <summary>The enquiry, when the caller may see it.</summary>
    public async Task<Result<EnquiryAccess>> Open(string number, HttpContext http) => await door.Open(number, await cases.Caller(http), http.RequestAborted);

    /// <summary>Answers with what a look at the enquiry shows.</summary>
    public async Task<IResult> Look<T>(string number, HttpContext http, Func<EnquiryAccess, Task<Result<T>>> look)
    {
        if ((await Open(number, http)).Failed(out var closed, out var access))
            return Problem.From(closed);
        if ((await look(access)).Failed(out var error, out var seen))
            return Problem.From(error);
        http.Response.Headers.ETag = CaseDoor.ETag(access.State.Version);
        return TypedResults.Ok(seen);
    }

    /// <summary>Changes the version that the caller has seen.</summary>
    public Task<IResult> Change(string number, HttpContext http, EnquiryUse use) => Change(number, http, IfMatch.Read(http), use);

    /// <inheritdoc cref="Change(string, HttpContext, EnquiryUse)"/>
    public Task<IResult> Change<T>(string number, HttpContext http, Body<T> body, Func<T, EnquiryUse> use)
        where T : class => Change(number, http, Use(body, use));

    /// <summary>Adds something that fits every version.</summary>
    public Task<IResult> Add<T>(string number, HttpContext http, Body<T> body, Func<T, EnquiryUse> use)
        where T : class => Change(number, http, null, Use(body, use));

    // What cannot be read is told to those only who may see the enquiry.
    private static EnquiryUse Use<T>(Body<T> body, Func<T, EnquiryUse> use)
        where T : class => body.Read.Failed(out var unreadable, out var request) ? _ => Task.FromResult<Result<EnquiryWork>>(unreadable) : use(request);

    private async Task<IResult> Change(string number, HttpContext http, Result<int>? from, EnquiryUse use)
    {
        if (Idempotency.Read(http).Failed(out var badKey, out var once) && badKey is not null)
            return Problem.From(badKey);
        if ((await door.Change(number, await cases.Caller(http), new EnquiryEdit(from, once), use, http.RequestAborted)).Failed(out var error, out var answer))
            return Problem.From(error);
        http.Response.Headers.ETag = CaseDoor.ETag(answer.Version);
        return Results.Text(answer.Json, "application/json; charset=utf-8");
    }
}
