using Microsoft.AspNetCore.Components;
using Radzen;
using Tongdian.Domain;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Workbench;
using static Tongdian.Server.Modules.People.PeopleTexts;

namespace Tongdian.Server.Modules.People;

/// <summary>A page of administrators. Whoever loses the role while the page is open does nothing more on it.</summary>
public abstract class AdminPage : DeskPage
{
    /// <summary>Asks before what cannot be undone.</summary>
    [Inject]
    public required DialogService Dialogs { get; set; }

    /// <summary>The place of a page of administrators in the navigation.</summary>
    public static IEnumerable<DeskPlace> Places(StaffMember member, params IEnumerable<(string Name, string Address, string Icon)> places) =>
        member.Roles.Contains(Roles.Administrator) ? places.Select(p => new DeskPlace(Text("admin.title"), p.Name, p.Address, p.Icon)) : [];

    /// <summary>Does something as the administrator who is signed in now.</summary>
    protected Task<T?> Administer<T>(Func<StaffMember, Task<Result<T>>> action)
        where T : class =>
        Do(caller => caller.Staff is { } staff && staff.Roles.Contains(Roles.Administrator) ? action(staff) : Task.FromResult<Result<T>>(AccessErrors.NotAllowed));

    /// <summary>Whether the person means it.</summary>
    protected async Task<bool> Sure(string title, string question, string yes) =>
        await Dialogs.Confirm(question, title, new ConfirmOptions { OkButtonText = yes, CancelButtonText = Text("admin.cancel"), CloseDialogOnEsc = true }) == true;

    /// <summary>Opens a dialog with what it needs to know; what it closes with, or null.</summary>
    protected async Task<object?> Open<TDialog>(string title, int width, params IEnumerable<(string Name, object? Value)> needs)
        where TDialog : ComponentBase =>
        await Dialogs.OpenAsync<TDialog>(
            title, needs.ToDictionary(n => n.Name, n => n.Value, StringComparer.Ordinal),
            new DialogOptions { Width = $"min(94vw, {width}px)", CloseDialogOnEsc = true });
}
