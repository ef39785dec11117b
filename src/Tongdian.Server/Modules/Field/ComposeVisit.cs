using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Appointments;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Modules.Visits;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Field;

/// <summary>Puts together what somebody needs on site.</summary>
public sealed class ComposeVisit(
    ShowForm forms, CaseParties parties, ComposeNotice notices, VisitBook book, SiteSheets sheets, CalendarCatalog calendars, CompanyDirectory directory, VoltageTable voltages,
    SurveyTableFile tables, IDbContextFactory<TongdianContext> contexts)
{
    /// <summary>The visit, or null when the stage is none or the customer was erased.</summary>
    public async Task<Visit?> Of(CaseAccess access, string id, CancellationToken cancel)
    {
        if (access.Process.Stage(id) is not { IsVisit: true } stage || (await forms.Look(access, id, cancel)).Failed(out _, out var form)
            || await parties.Read(access.State.Customer, cancel) is not { } customer)
            return null;
        var (state, at, company) = (access.State, access.State.Stage(id), await directory.Get(cancel));
        var visit = new Visit
        {
            Number = state.Number.Value, Stage = id, Entry = EntryTag.Of(at), Name = Show.In(stage.Name), ProcessName = Show.In(access.Process.Name), State = at.Status,
            Mine = at.Assignee is { } assignee && access.Actor.StandsFor(assignee), Paused = at.Pauses.Length > 0,
            Urgent = state.Facts.Urgency == "emergency", Green = Ranks.Of(access.Process) == VisitRank.Green,
            DueAt = new CaseClocks(state, access.Process, calendars.Get(state.Calendar), access.Now).Stage(stage)?.DueAt,
            Appointment = Appointed(at, state), OnTheWay = at.SetOutAt is not null, There = at.ArrivedAt is not null,
            Customer = new Visit.Person(customer.Name, customer.Phone, customer.Organisation), Address = customer.Address,
            At = customer is { Lat: { } lat, Lon: { } lon } ? new Visit.Spot(lat, lon) : null,
            Notice = await Notice(access, id, cancel), Facts = Facts(stage, state), Fields = form.Fields, Files = [.. stage.Files.Select(ProcessViews.View)], Signatures = form.Signatures,
            Handed = Visit.Has(at),
            Known = await Known(access, id, cancel), Documents = Documents(access, id),
            PauseReasons = [.. access.Process.PauseReasons.Select(r => new Visit.PauseReason(r.Id, Show.In(r.Name)))], Readings = await Readings(state, id, cancel),
            Survey = stage.Role == Roles.Surveyor ? new Visit.SurveyGround(voltages.For(state.Facts.Region, company), tables.Name) : null,
            Sheet = await sheets.Read(state, id, cancel), Offer = at.Offer is { } offer ? new Visit.Laid(offer.Since, offer.SignedAt) : null,
        };
        return visit with { Tag = Tag(visit) };
    }

    private async Task<IReadOnlyList<Visit.Reading>> Readings(Case state, string stage, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await ReadPictures.Of(context, parties, state, stage, cancel);
    }

    private static string Tag(Visit visit) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(visit, ApiJson.Options)))[..16];

    private static Visit.Arranged? Appointed(StageState at, Case state) => at.Appointment is { } visit
        ? new Visit.Arranged(
            visit.Time.Day, ComposeNotice.When(visit.Time, state), visit.Status == AppointmentStatus.Agreed, visit.Time.From, visit.Time.Until)
        : null;

    private async Task<Visit.Guide?> Notice(CaseAccess access, string stage, CancellationToken cancel) =>
        (await notices.Of(access, stage, cancel)).Failed(out _, out var notice)
            ? null
            : new Visit.Guide(
                notice.Content, notice.Duration, notice.Prepare, notice.Standard, Lines(access, stage, g => g.Safety), Lines(access, stage, g => g.Steps),
                [.. notice.Way.Select(w => new Visit.WayStep(w.Name, w.State))], notice.CanSign, notice.SignedAt);

    private string[] Lines(CaseAccess access, string stage, Func<VisitGuide, ImmutableArray<LocalizedText>> of) =>
        [.. of(book.Of(access.Process.Key, access.Process.Stage(stage)!)).Select(Show.In)];

    private static Dictionary<string, JsonElement> Facts(StageDefinition stage, Case state) => stage.Fields.SelectMany(f => f.RequiredWhen)
        .Concat(stage.Files.SelectMany(f => f.When)).Select(c => c.Fact)
        .Concat(stage.Fields.Select(f => f.Prefill).OfType<string>().Where(p => p.StartsWith("case.", StringComparison.Ordinal)))
        .Where(f => !f.StartsWith(stage.Id + ".", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)
        .Select(f => (Path: f, Value: state.Fact(f))).Where(f => f.Value is not null).ToDictionary(f => f.Path, f => f.Value!.Value, StringComparer.Ordinal);

    private async Task<IReadOnlyList<Visit.KnownStage>> Known(CaseAccess access, string id, CancellationToken cancel)
    {
        var known = new List<Visit.KnownStage>();
        foreach (var stage in access.Process.Stages.Where(s => s.Id != id && access.State.Stage(s.Id) is { Entry: not null }))
        {
            var entry = access.State.Stage(stage.Id).Entry!;
            var personal = access.Actor.MayDo(stage) ? await parties.ReadEntry(access.State, entry, cancel) : null;
            Visit.KnownValue[] values =
            [
                .. stage.Fields.Select(f => new Visit.KnownValue(
                    Show.In(f.Label), ValueWords.Of(f, entry.Fields.TryGetValue(f.Id, out var value) ? value : personal?.TryGetValue(f.Id, out var opened) == true ? opened : null)))
                    .Where(v => v.Value.Length > 0),
            ];
            if (values.Length > 0)
                known.Add(new Visit.KnownStage(stage.Id, Show.In(stage.Name), values));
        }

        return known;
    }

    // What is personal in a file is for who does the stage that it belongs to; the application's own proofs stay at the desk.
    private static Visit.Paper[] Documents(CaseAccess access, string id) =>
    [
        .. access.State.Documents.Where(d => access.Process.Documents.FirstOrDefault(k => k.Kind == d.Kind) is not { Personal: true })
            .Concat(access.Process.Stages.Where(s => s.Id != id).SelectMany(s => (access.State.Stage(s.Id).Entry?.Files ?? [])
                .Where(f => s.Files.FirstOrDefault(k => k.Kind == f.Kind) is not { Personal: true })))
            .Concat(access.State.Stage(id).Requested)
            .Select(f => new Visit.Paper(f.File, EventWords.Document(f.Kind, access.Process), f.MediaType)),
    ];
}
