using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Tied;
using Tongdian.Server.Modules.MyCase;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Disputes;

/// <summary>
/// Takes a dispute file. The customer of a case takes what their pages show. A colleague says why, which is kept before anything is written, as with every look
/// behind a mask; whoever may see what is masked finds it in the file, the others find it masked there too.
/// </summary>
internal sealed class TakeDispute(
    CaseDoor door, CompanyDirectory directory, CollectDossier collect, WriteDispute write, KeepUnmasking unmaskings, IAuthorizationService authorization,
    IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    /// <summary>Of a case, for a program.</summary>
    public async Task<IResult> OfCase(string number, string? reason, HttpContext http, CaseEndpoint cases) =>
        (await cases.Open(number, http)).Failed(out var closed, out var access) ? Problem.From(closed) : await Answer(null, [access], reason, http);

    /// <summary>Of a case, for its customer's browser.</summary>
    public Task<IResult> OfMine(string number, HttpContext http, MyDoor mine) => mine.Look(number, http, access => Answer(null, [access], null, http));

    /// <summary>Of a case, for a colleague's browser.</summary>
    public async Task<IResult> OnDesk(string number, string? reason, HttpContext http) =>
        (await door.Open(number, Caller.Of(StaffAccess.Me(http)), http.RequestAborted)).Failed(out var closed, out var access)
            ? Problem.From(closed) : await Answer(null, [access], reason, http);

    /// <summary>Of a meter or seal: every case in which its number was entered. All of them must be in the colleague's regions; half a file would mislead.</summary>
    public async Task<IResult> OfMeter(string number, string? reason, HttpContext http)
    {
        var (me, meter) = (StaffAccess.Me(http), TiedNumbers.Normalise(number));
        var found = await With(meter, http.RequestAborted);
        var company = await directory.Get(http.RequestAborted);
        if (!found.Exists(c => company.Covers(me, c.Region)))
            return Problem.From(DisputeErrors.MeterUnknown);
        var cases = new List<CaseAccess>();
        foreach (var one in found)
        {
            if ((await door.Open(one.Number, Caller.Of(me), http.RequestAborted)).Failed(out _, out var access))
                return Problem.From(DisputeErrors.OtherRegions);
            cases.Add(access);
        }

        return await Answer(meter, cases, reason, http);
    }

    private sealed record Found(string Number, string Region);

    private async Task<List<Found>> With(string meter, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<CaseRow>().Where(c => context.Set<TiedRow>().Any(t => t.Number == meter && t.CaseId == c.Id))
            .OrderBy(c => c.SubmittedAt).ThenBy(c => c.Id).Select(c => new Found(c.Number, c.Region)).ToListAsync(cancel);
    }

    private async Task<IResult> Answer(string? meter, List<CaseAccess> cases, string? reason, HttpContext http)
    {
        var now = time.GetUtcNow();
        var reader = ReadTold.Reader.Customer;
        if (cases[0].Staff is { } staff)
        {
            foreach (var one in cases)
            {
                if (await unmaskings.Do(one.State.Id.Value, staff, reason ?? "", now) is { } refused)
                    return Problem.From(refused);
            }

            reader = (await authorization.AuthorizeAsync(http.User, Policies.Unmasking)).Succeeded ? ReadTold.Reader.Whole : ReadTold.Reader.Masked;
        }

        var dossiers = new List<Dossier>();
        foreach (var one in cases)
            dossiers.Add(await collect.Of(one, reader, http.RequestAborted));
        var order = new WriteDispute.Order(meter, dossiers, reader, now);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(stream => write.To(stream, order, http.RequestAborted), "application/zip", $"{meter ?? cases[0].State.Number.Value}.zip");
    }
}
