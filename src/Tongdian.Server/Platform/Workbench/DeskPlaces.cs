using Tongdian.Server.Modules.People;

namespace Tongdian.Server.Platform.Workbench;

/// <summary>A place of the workbench in the navigation.</summary>
/// <param name="Group">Heading it stands under.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Address">Its page.</param>
/// <param name="Icon">An icon.</param>
/// <param name="Exact">Only this address is the place, not those below it.</param>
public sealed record DeskPlace(string Group, string Name, string Address, string Icon, bool Exact = false);

/// <summary>Places that a module adds to the workbench, for those who may go there; asked in the reader's language.</summary>
public sealed record DeskOffer(int Order, Func<StaffMember, IEnumerable<DeskPlace>> Places);

/// <summary>Something that a module shows in the head of every staff page.</summary>
public sealed record DeskSignal(Type Component);

/// <summary>Where a colleague can go on the workbench: what all modules offer.</summary>
public sealed class DeskPlaces(IEnumerable<DeskOffer> offers)
{
    private readonly DeskOffer[] offers = [.. offers.OrderBy(o => o.Order)];

    /// <summary>The places of a colleague, in order.</summary>
    public IEnumerable<DeskPlace> For(StaffMember member) => offers.SelectMany(o => o.Places(member));
}
