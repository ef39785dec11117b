using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Look.Live;

namespace Tongdian.Server.Modules.Coordination.Wall;

/// <summary>Open stages of a process in a region that want attention, and crews that are out.</summary>
public sealed record WallFigure(string Process, string Region, int Near, int Late, int Stalled, int Out);

/// <summary>An open stage that is missed or stalls.</summary>
/// <param name="Number">Number of the case.</param>
/// <param name="Process">Its process.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Region">Where.</param>
/// <param name="Assignee">Who has it; null when nobody has.</param>
/// <param name="Standing">How it stands against its limit.</param>
/// <param name="Since">Since when it stalls or is late.</param>
/// <param name="Stalls">Nobody does anything.</param>
public sealed record WallCase(
    string Number, string Process, string Stage, string Region, string? Assignee, WorkState Standing, DateTimeOffset Since, bool Stalls);

/// <summary>Everything on the wall at one instant, for the whole company; whoever looks is shown their regions.</summary>
public sealed class WallPicture(
    DateTimeOffset at, IReadOnlyList<CaseCount> cases, IReadOnlyList<WallFigure> figures, IReadOnlyList<WallCase> worst) : LivePicture
{
    /// <summary>When it was so.</summary>
    public DateTimeOffset At => at;

    /// <summary>Cases by process and state.</summary>
    public IReadOnlyList<CaseCount> Cases => cases;

    /// <summary>What wants attention, by process and region.</summary>
    public IReadOnlyList<WallFigure> Figures => figures;

    /// <summary>The worst: emergencies first, then the longest.</summary>
    public IReadOnlyList<WallCase> Worst => worst;

    /// <summary>Whether a case is running: those are the open ones.</summary>
    public static bool IsOpen(CaseCount count) => count.Status.IsRunning();
}
