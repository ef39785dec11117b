using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Intake.Apply;

/// <summary>What a customer takes home: number, code, when the power is promised for.</summary>
/// <param name="Case">The case as it stands.</param>
/// <param name="Process">Its process.</param>
/// <param name="Code">The access code.</param>
/// <param name="DueAt">When the promise ends; null while it does not run.</param>
/// <param name="Stages">The stages with their due times.</param>
/// <param name="Site">Where this platform is reached.</param>
/// <param name="Now">When it was made.</param>
public sealed record CaseSlip(
    Case Case, ProcessDefinition Process, string Code, DateTimeOffset? DueAt, IReadOnlyList<StageProgress> Stages, string Site, DateTimeOffset Now)
{
    /// <summary>The number.</summary>
    public string Number => Case.Number.Value;

    /// <summary>The one address with the code in it, for the QR: it is opened once and leads on to the case.</summary>
    public string Entry => $"{Site}/case/open?number={Number}&code={Code}";
}

/// <summary>Makes slips for those who may have them.</summary>
public sealed class ReadSlip(
    IDbContextFactory<TongdianContext> contexts, ProcessCatalog processes, CalendarCatalog calendars, AccessCode codes, TimeProvider time)
{
    /// <summary>The slip of the case that came of a draft.</summary>
    public async Task<CaseSlip> Of(CaseId id, HttpContext http)
    {
        await using var context = await contexts.CreateDbContextAsync(http.RequestAborted);
        var state = await context.Set<CaseRow>().AsNoTracking().Where(c => c.Id == id.Value).Select(c => c.State).FirstAsync(http.RequestAborted);
        return Of(CaseStore.Read(state), http);
    }

    internal static async Task<IResult> Show(string number, HttpContext http, CaseDoor door, CaseKeys keys, ReadSlip use)
    {
        // Who has not opened the case here is asked for the code first; that is no wrong try.
        if (keys.Caller(http, number) is not { AccessCode: not null } caller)
            return Results.LocalRedirect("/case");
        if ((await door.Open(number, caller, http.RequestAborted)).Failed(out var closed, out var access))
            return PageProblem.From(closed, http, "/case");
        http.Response.SetPageHeaders();
        return new RazorComponentResult<Slip>(new { Of = use.Of(access.State, http) });
    }

    /// <summary>The slip of a case that whoever asks was let in to.</summary>
    internal CaseSlip Of(Case state, HttpContext http)
    {
        var (now, process) = (time.GetUtcNow(), processes.Get(state.Process));
        var clocks = new CaseClocks(state, process, calendars.Get(state.Calendar), now);
        return new CaseSlip(
            state, process, codes.For(state.Id.Value), clocks.Promise.Reading.DueAt, CaseProgress.StagesOf(state, process, clocks),
            $"{http.Request.Scheme}://{http.Request.Host}", now);
    }
}
