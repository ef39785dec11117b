using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Work;
using Tongdian.Server.Modules.People;
using static Tongdian.Server.Modules.Intake.Counter.CounterTexts;

namespace Tongdian.Server.Modules.Intake.Counter;

/// <summary>Counter and telephone: look first, then apply on one page, then the slip, then the next.</summary>
public sealed partial class CounterDesk
{
    private const string Draft = "counter";

    private static readonly string[] Purposes = ["home", "shop", "office", "industry", "agriculture", "construction", "hospital", "school", "other"];

    private CounterForm form = new();
    private CounterForm? kept;
    private SubmitCase.Response? slip;
    private CounterHelp.Outlook? outlook;
    private StaffMember? me;
    private ElementReference heading;
    private IReadOnlyList<ShowFound.Row>? rows;
    private IReadOnlyList<ShowFound.Row> duplicates = [];
    private IReadOnlyList<(string Code, string Words)> regions = [];
    private string? number;
    private string? phone;
    private string? name;
    private string? address;
    private bool applying;

    private static IReadOnlyList<(string, string)> Units => [("kw", "kW"), ("kva", "kVA")];

    private static IReadOnlyList<(string, string)> IdKinds => [.. IdTypes.All.Select(t => (t, Say($"id-type.{t}")))];

    private static IReadOnlyList<(string, string)> VoltageChoices => [("", Say("voltage.unknown")), ("low", Say("voltage.low")), ("high", Say("voltage.high"))];

    private static IReadOnlyList<(string, string)> PurposeChoices => [("", Say("counter.choose")), .. Purposes.Select(p => (p, Say($"purpose.{p}")))];

    private IReadOnlyList<string> Missing =>
        [.. (outlook?.Documents ?? []).Where(d => form.Papers.Count(p => p.Kind == d.Kind) < d.Min).Select(d => Platform.Look.Show.In(d.Label))];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        me = await Session.Find();
        if (me is null)
            return;
        var company = await Directory.Get(Closed);
        regions =
        [
            ("", Say("counter.choose")),
            .. company.CoveredBy(me).Select(c => company.Regions[c]).OrderBy(r => company.Upwards(r.Code).Count()).ThenBy(r => r.Code, StringComparer.Ordinal)
                .Select(r => (r.Code, r.Name)),
        ];
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            // What was not sent when the connection dropped is offered again.
            if (await Storage.GetAsync<CounterForm>(Draft) is { Success: true, Value: { Begun: true } left })
            {
                kept = left;
                StateHasChanged();
            }
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or JsonException or JSDisconnectedException)
        {
            // Kept under another key, or of an older form: there is nothing to offer.
        }
    }

    private static IReadOnlyList<(string, string)> Choices(params string[] words) => [.. words.Select(w => (w[(w.IndexOf('.', StringComparison.Ordinal) + 1)..], Say(w)))];

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private string Finding(string finding) => finding.Split(':') is [_, var kind]
        ? Say("finding.document-missing", outlook?.Documents.FirstOrDefault(d => d.Kind == kind) is { } wanted ? Platform.Look.Show.In(wanted.Label) : kind)
        : Say($"finding.{finding}");

    private async Task Find()
    {
        if (Said(number) is { } wanted)
        {
            rows = await Do(caller => Found.ByNumber(wanted, caller, Closed)) is { } one ? [one] : null;
            return;
        }

        rows = await Do(caller => Found.By(new SearchCases.Query(Said(phone), null, Said(name), Said(address)), caller, Closed)) ?? rows;
    }

    private async Task Begin()
    {
        (form.Phone, form.Name, form.Address) = (form.Phone ?? Said(phone), form.Name ?? Said(name), form.Address ?? Said(address));
        (applying, kept) = (true, null);
        await Changed();
    }

    private async Task Changed()
    {
        outlook = await Help.Foresee(form, Closed);
        if (me is not null)
            duplicates = await Help.Duplicates(form, me, Closed);
        await Storage.SetAsync(Draft, form);
    }

    private async Task Upload(string kind, InputFileChangeEventArgs chosen)
    {
        var file = chosen.File;
        var paper = await Do(async caller =>
        {
            if (file.Size > Help.LargestDocument)
                return Files.FileErrors.TooLarge(Help.LargestDocument);
            await using var content = file.OpenReadStream(Help.LargestDocument, Closed);
            return await Help.Keep(content, kind, file.Name, caller.Staff!, Closed);
        });
        if (paper is null)
            return;
        form.Papers.Add(paper);
        await Changed();
    }

    private Task Remove(CounterForm.Paper paper)
    {
        form.Papers.Remove(paper);
        return Changed();
    }

    private async Task Send()
    {
        if (await Do(caller => Help.Submit(form, caller, Closed)) is not { } answer)
        {
            // What is wrong stands at the top, and beside each field.
            await heading.FocusAsync();
            return;
        }

        slip = answer;
        await Storage.DeleteAsync(Draft);
        await heading.FocusAsync();
    }

    private async Task GoOn()
    {
        (form, kept, applying) = (kept!, null, true);
        await Changed();
    }

    private async Task Drop()
    {
        Clear();
        await Storage.DeleteAsync(Draft);
    }

    private async Task Next()
    {
        Clear();
        await heading.FocusAsync();
    }

    private void Clear()
    {
        (form, kept, slip, outlook, rows, duplicates, applying, Wrong) = (new CounterForm(), null, null, null, null, [], false, null);
        (number, phone, name, address) = (null, null, null, null);
    }
}
