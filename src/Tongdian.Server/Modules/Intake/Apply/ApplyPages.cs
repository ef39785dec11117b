using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tongdian.Domain;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using static Tongdian.Server.Modules.Intake.IntakeTexts;

namespace Tongdian.Server.Modules.Intake.Apply;

/// <summary>Asking for electricity on a phone or at home: one question a page, kept in a draft from the first answer on.</summary>
internal static class ApplyPages
{
    // Longer than any answer may be, so that what is too long is still there to be shortened.
    private const int LongestKept = 2_000;

    private static readonly Error NoDraft = new(ErrorKind.NotFound, "draft.not-found");
    private static readonly Error NotYet = new(ErrorKind.Invalid, "draft.incomplete");

    public static void Map(IEndpointRouteBuilder routes)
    {
        var large = new RequestSizeLimitAttribute(PageForm.Largest);
        var apply = routes.MapGroup("/apply").RequireAuthorization(Policies.Anyone);
        apply.MapGet("", Begin);
        apply.MapPost("", Begun).WithMetadata(large).RequireRateLimiting(RateLimits.Submissions);
        apply.MapGet("/{token}", GoOn);
        apply.MapGet("/{token}/{step}", Show);
        apply.MapPost("/{token}/{step}", Take).WithMetadata(large);
        apply.MapPost("/{token}/documents", DocumentsPage.Take).WithMetadata(large).RequireRateLimiting(RateLimits.Uploads);
        apply.MapGet("/{token}/files/{file:guid}", DocumentsPage.Read);
        apply.MapGet("/{token}/check", CheckPage.Show);
        apply.MapPost("/{token}/check", CheckPage.Take).WithMetadata(large).RequireRateLimiting(RateLimits.Submissions);
        apply.MapGet("/{token}/done", CheckPage.Done);
        apply.MapGet("/{token}/discard", Discard);
        apply.MapPost("/{token}/discard", Discarded);
    }

    /// <summary>The draft behind the link, or the page to show instead: the case that came of it, or that there is none.</summary>
    public static async Task<(OpenDraft? Draft, IResult? Instead)> Open(string token, HttpContext http, Drafts drafts)
    {
        if (await drafts.Open(token, http.RequestAborted) is not { } draft)
            return (null, PageProblem.From(NoDraft, http, "/apply"));
        if (draft.Case is not null)
            return (null, Results.LocalRedirect($"/apply/{token}/done"));
        DraftCookie.Remember(http, token);
        return (draft, null);
    }

    /// <summary>The page of a step; with faults, or with an error that concerns no field.</summary>
    public static RazorComponentResult<Question> Page(HttpContext http, ApplyState state, ApplyStep step, Error? refused, OpenDraft? earlier = null)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<Question>(new
        {
            State = state, Step = step, Wrong = refused is null ? null : PageFaults.Of(refused, label: field => Label(state, field)), Earlier = earlier, ToCheck = IsChange(http),
        })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }

    /// <summary>Where to go when a page is answered: on, or back to all answers when one of them was to be changed.</summary>
    public static string After(ApplyState state, ApplyStep step, HttpContext http)
    {
        if (IsChange(http) || !state.Reached(step))
            return state.NextAddress;
        var next = state.Steps.IndexOf(step) + 1;
        return state.Address(next < state.Steps.Length ? state.Steps[next].Id : "check");
    }

    /// <summary>The answers with what a page changed. What it only showed as it was is left as it is now: another tab may have changed it.</summary>
    public static DraftAnswers Changed(DraftAnswers answers, ApplyStep step, PageForm form)
    {
        foreach (var field in step.Fields.Where(f => form.Names.Contains(f) || form.Names.Contains($"was.{f}")))
        {
            var entered = form[field] is { Length: > LongestKept } endless ? endless[..LongestKept] : form[field];
            if (entered != form[$"was.{field}"])
                answers = answers.With(field, entered);
        }

        // Who writes a number means it, whatever was chosen before.
        return form["capacity.number"] is { } number && number != form["was.capacity.number"] && form["capacity.usual"] == form["was.capacity.usual"]
            ? answers.With("capacity.usual", DraftAnswers.OtherCapacity)
            : answers;
    }

    // What people call a field, for the list at the top.
    private static string? Label(ApplyState state, string field) => field switch
    {
        "customer.kind" => Text("short.who"),
        "supply.request" => Text("short.what"),
        "supply.accountNumber" => Text("what.account"),
        "supply.until" => Text("what.until"),
        "capacity.usual" => Text("power.usual"),
        "capacity.number" => Text("power.capacity"),
        "supply.purpose" => Text("power.purpose"),
        "supply.urgency" => Text("short.urgent"),
        "supply.reason" => Text("urgent.reason"),
        "supply.sources" => Text("short.sources"),
        "site.region" => Text("place.region"),
        "site.address" => Text("place.address"),
        "customer.organisation" => Text("name.organisation"),
        "customer.name" => Text(state.Answers.IsHome ? "name.name" : "name.person"),
        "customer.idType" => Text("name.id-type"),
        "customer.idNumber" => Text("name.id-number"),
        "customer.phone" => Text("contact.phone"),
        "customer.email" => Text("contact.email"),
        _ => state.Wanted.FirstOrDefault(w => field == $"file.{w.Kind}") is { } document ? Platform.Look.Show.In(document.Label) : null,
    };

    private static bool IsChange(HttpContext http) => http.Request.Query.ContainsKey("change");

    private static async Task<IResult> Begin(HttpContext http, Drafts drafts, ApplyDesk desk)
    {
        var earlier = await drafts.Open(DraftCookie.Read(http), http.RequestAborted);
        var state = await desk.Look(DraftAnswers.None, [], http.RequestAborted);
        return Page(http, state, ApplyStep.Who, null, earlier?.Case is null ? earlier : null);
    }

    private static async Task<IResult> Begun(HttpContext http, Drafts drafts, ApplyDesk desk, RemoveExpiredDrafts expired)
    {
        var form = await PageForm.Read(http);
        var entered = Changed(DraftAnswers.None, ApplyStep.Who, form);
        var state = await desk.Look(entered, [], http.RequestAborted);
        if (form.Refusal is { } refused)
            return Page(http, state, ApplyStep.Who, refused);
        if (state.FaultsOf(ApplyStep.Who).ToList() is { Count: > 0 } faults)
            return Page(http, state, ApplyStep.Who, Invalid(faults));
        await expired.Sweep(http.RequestAborted);
        var draft = await drafts.Begin(form[PageForm.OnceField], before => Changed(before, ApplyStep.Who, form), http.RequestAborted);
        DraftCookie.Remember(http, draft.Token);
        if (draft.Case is not null)
            return Results.LocalRedirect($"/apply/{draft.Token}/done");
        return Results.LocalRedirect(After(await desk.Look(draft, draft.Answers, http.RequestAborted), ApplyStep.Who, http));
    }

    private static async Task<IResult> GoOn(string token, HttpContext http, Drafts drafts, ApplyDesk desk)
    {
        var (draft, instead) = await Open(token, http, drafts);
        return instead ?? Results.LocalRedirect((await desk.Look(draft!, draft!.Answers, http.RequestAborted)).NextAddress);
    }

    private static async Task<IResult> Show(string token, string step, HttpContext http, Drafts drafts, ApplyDesk desk)
    {
        var (draft, instead) = await Open(token, http, drafts);
        if (instead is not null)
            return instead;
        var state = await desk.Look(draft!, draft!.Answers, http.RequestAborted);
        return state.Steps.FirstOrDefault(s => s.Id == step) is { } asked && state.Reached(asked)
            ? Page(http, state, asked, null)
            : Results.LocalRedirect(state.NextAddress);
    }

    private static async Task<IResult> Take(string token, string step, HttpContext http, Drafts drafts, ApplyDesk desk)
    {
        var form = await PageForm.Read(http);
        var (draft, instead) = await Open(token, http, drafts);
        if (instead is not null)
            return instead;
        var state = await desk.Look(draft!, draft!.Answers, http.RequestAborted);
        if (ApplyStep.For(highVoltage: true).FirstOrDefault(s => s.Id == step) is not { } asked)
            return Results.LocalRedirect(state.NextAddress);
        // The link is the secret, so an old token loses nobody's words.
        if (!form.CameWhole)
            return Page(http, state, asked, form.Refusal);
        draft = await drafts.Save(draft, before => Changed(before, asked, form), http.RequestAborted);
        if (draft.Case is not null)
            return Results.LocalRedirect($"/apply/{token}/done");
        state = await desk.Look(draft, draft.Answers, http.RequestAborted);
        return state.FaultsOf(asked).ToList() is { Count: > 0 } faults
            ? Page(http, state, asked, Invalid(faults))
            : Results.LocalRedirect(After(state, asked, http));
    }

    private static async Task<IResult> Discard(string token, HttpContext http, Drafts drafts)
    {
        var (draft, instead) = await Open(token, http, drafts);
        http.Response.SetPageHeaders();
        return instead ?? new RazorComponentResult<DiscardDraft>(new { draft!.Token });
    }

    private static async Task<IResult> Discarded(string token, HttpContext http, Drafts drafts)
    {
        var form = await PageForm.Read(http);
        var (draft, instead) = await Open(token, http, drafts);
        if (instead is not null)
            return instead;
        if (form.Refusal is { } refused)
            return PageProblem.From(refused, http, $"/apply/{token}/discard");
        await drafts.Discard(draft!, http.RequestAborted);
        DraftCookie.Forget(http);
        return Results.LocalRedirect("/apply");
    }

    /// <summary>The refusal of a page with these faults.</summary>
    public static Error Invalid(IEnumerable<FieldError> faults) => NotYet.For(faults);
}
