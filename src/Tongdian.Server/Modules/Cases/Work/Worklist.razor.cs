using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Tongdian.Server.Modules.People;

namespace Tongdian.Server.Modules.Cases.Work;

/// <summary>The worklist of whoever is signed in; it renews itself and is worked with keys.</summary>
public sealed partial class Worklist
{
    private const int Size = 50;

    private static readonly WorkState[] States = [WorkState.OnTime, WorkState.Near, WorkState.Late, WorkState.Paused, WorkState.Waiting];
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly HashSet<string> selected = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ElementReference> links = new(StringComparer.Ordinal);
    private readonly Stack<string?> before = new();

    private ShowWork.Page? page;
    private ShowWork.Counts? counts;
    private ShowWork.Options? options;
    private IReadOnlyList<KeepFilters.Item> saved = [];
    private IReadOnlyList<StaffMember>? fitting;
    private IReadOnlyList<BulkWork.Outcome>? outcomes;
    private ElementReference search;
    private string? after;
    private string? at;
    private string? name;
    private string? colleague;
    private string? reason;
    private string press = "";
    private bool asDefault;
    private bool keysShown;
    private bool steers;

    /// <summary>Whose work.</summary>
    [SupplyParameterFromQuery]
    public string? Scope { get; set; }

    /// <summary>Only of this process.</summary>
    [SupplyParameterFromQuery]
    public string? Process { get; set; }

    /// <summary>Only this stage.</summary>
    [SupplyParameterFromQuery]
    public string? Stage { get; set; }

    /// <summary>Only of this region.</summary>
    [SupplyParameterFromQuery]
    public string? Region { get; set; }

    /// <summary>Only what stands so.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    /// <summary>Only what has this mark.</summary>
    [SupplyParameterFromQuery]
    public string? Mark { get; set; }

    /// <summary>Only numbers with this in them.</summary>
    [SupplyParameterFromQuery]
    public string? Number { get; set; }

    private ListWork.Filter Filter => new(Scope ?? "mine", Empty(Process), Empty(Stage), Empty(Region), ListWork.ReadState(State), Empty(Number), ListWork.ReadMark(Mark));

    private (string Code, int? Count)[] Tabs => [("mine", counts?.Mine), ("team", counts?.Team), ("unclaimed", counts?.Unclaimed)];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (await Session.Find() is not { } me)
            return;
        steers = me.Actor.Steers;
        options = await Work.Choices(me, Closed);
        saved = await Filters.List(me, Closed);
        // An address without a filter is somebody who just arrived: they get the list they said they want.
        if (new Uri(Navigation.Uri).Query.Length == 0 && saved.FirstOrDefault(s => s.IsDefault) is { } usual)
            Go(usual.Filter);
        _ = Renew(Every, Load);
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        before.Clear();
        after = null;
        selected.Clear();
        fitting = null;
        await Load();
    }

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string? Said(ChangeEventArgs change) => Empty(change.Value?.ToString());

    private void Go(ListWork.Filter filter) => Navigation.NavigateTo("/staff" + QueryString.Create(new Dictionary<string, string?>
    {
        ["scope"] = filter.Scope ?? "mine", ["process"] = filter.Process, ["stage"] = filter.Stage, ["region"] = filter.Region, ["state"] = filter.State?.ToString(), ["number"] = filter.Number,
        ["mark"] = filter.Mark?.ToString(),
    }.Where(q => q.Value is not null)));

    private async Task Load()
    {
        if (await See(caller => Work.Look(caller.Staff!, Filter, after, Size, Closed)) is not { } found)
            return;
        page = found;
        // What is gone cannot be acted on any more; what is still there stays selected.
        selected.IntersectWith(page.Rows.Select(r => r.Key));
        if (await Session.Find() is { } me)
            counts = await Work.Count(me, Closed);
    }

    private Task Next()
    {
        before.Push(after);
        after = page?.Next;
        return Load();
    }

    private Task Previous()
    {
        after = before.Pop();
        return Load();
    }

    private async Task Press(KeyboardEventArgs key)
    {
        if (key.CtrlKey || key.AltKey || key.MetaKey || page is null)
            return;
        switch (key.Key)
        {
            case "j" or "ArrowDown":
                await Move(1);
                break;
            case "k" or "ArrowUp":
                await Move(-1);
                break;
            case "c" when page.Rows.FirstOrDefault(r => r.Key == at) is { MayClaim: true } row:
                await Claim(row);
                break;
            case "/":
                await search.FocusAsync();
                break;
            case "?":
                keysShown = !keysShown;
                break;
        }
    }

    private async Task Move(int by)
    {
        if (page!.Rows.Count == 0)
            return;
        var index = page.Rows.Index().FirstOrDefault(r => r.Item.Key == at, (Index: -1, Item: page.Rows[0])).Index;
        var to = Math.Clamp(index < 0 ? 0 : index + by, 0, page.Rows.Count - 1);
        at = page.Rows[to].Key;
        await links[at].FocusAsync();
    }

    private void Select(ShowWork.Row row, bool on)
    {
        _ = on ? selected.Add(row.Key) : selected.Remove(row.Key);
        Again();
    }

    private void SelectAll(ChangeEventArgs change)
    {
        selected.Clear();
        if (change.Value is true)
            selected.UnionWith(page!.Rows.Select(r => r.Key));
        Again();
    }

    // Another selection is another press; the same selection pressed twice is one.
    private void Again() => (press, fitting) = (Guid.NewGuid().ToString("N"), null);

    private async Task Claim(ShowWork.Row row)
    {
        var done = await Do(caller => Bulk.Claim([new BulkWork.Selected(row.Number, row.Stage)], caller, Guid.NewGuid().ToString("N"), Closed));
        if (done is [{ Refused: { } refused }])
            Wrong = Platform.Look.PageFaults.Of(refused);
        await Load();
    }

    private async Task ClaimAll()
    {
        outcomes = await Do(caller => Bulk.Claim(Chosen(), caller, press, Closed));
        await Settled();
    }

    private async Task Choose()
    {
        colleague = null;
        fitting = await See(caller => Bulk.Fitting(Chosen(), caller, Closed));
    }

    private async Task AssignAll()
    {
        if (await Do(caller => Bulk.Assign(Chosen(), colleague, reason, caller, press, Closed)) is not { } done)
            return;
        outcomes = done;
        fitting = null;
        await Settled();
    }

    // What was done is not selected any more; what was refused is, so that it can be tried again.
    private async Task Settled()
    {
        if (outcomes is null)
            return;
        var refused = outcomes.Where(o => o.Refused is not null).Select(o => o.Number).ToHashSet(StringComparer.Ordinal);
        selected.RemoveWhere(key => !refused.Contains(key.Split('/')[0]));
        press = Guid.NewGuid().ToString("N");
        var (failed, report) = (Wrong, outcomes);
        await Load();
        (Wrong, outcomes) = (failed ?? Wrong, report);
    }

    private BulkWork.Selected[] Chosen() =>
        [.. page!.Rows.Where(r => selected.Contains(r.Key)).Select(r => new BulkWork.Selected(r.Number, r.Stage))];

    private async Task KeepFilter()
    {
        if (await Do(caller => Filters.Keep(caller.Staff!, name, Filter, asDefault, Closed)) is { } kept)
            (saved, name, asDefault) = (kept, null, false);
    }

    private async Task Forget(KeepFilters.Item item)
    {
        if (await Session.Find() is { } me)
            saved = await Filters.Forget(me, item.Id, Closed);
    }
}
