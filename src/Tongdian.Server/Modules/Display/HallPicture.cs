using Tongdian.Domain;
using Tongdian.Server.Platform.Look.Live;

namespace Tongdian.Server.Modules.Display;

/// <summary>How a case stands, for everybody to see.</summary>
public enum HallState
{
    /// <summary>In good time.</summary>
    OnTime,

    /// <summary>The end of a limit is near.</summary>
    Near,

    /// <summary>A limit has passed.</summary>
    Late,

    /// <summary>The customer is to act.</summary>
    Waiting,

    /// <summary>A third party or the weather is waited for.</summary>
    Paused,

    /// <summary>The power is on.</summary>
    Energised,
}

/// <summary>A case as a hall shows it: nothing in it says whose it is.</summary>
/// <param name="Number">The number, masked.</param>
/// <param name="Process">Its process.</param>
/// <param name="Stage">Where it is.</param>
/// <param name="State">How it stands.</param>
/// <param name="At">When power is expected, or came; null when nobody can say.</param>
public sealed record HallRow(string Number, LocalizedText Process, LocalizedText Stage, HallState State, DateTimeOffset? At);

/// <summary>What is counted for an office.</summary>
/// <param name="Open">Cases on their way to power.</param>
/// <param name="EnergisedToday">Power came on today.</param>
/// <param name="EnergisedThisWeek">Power came on since Monday.</param>
/// <param name="KeptThisWeek">Of these, as promised.</param>
public sealed record HallFigures(int Open, int EnergisedToday, int EnergisedThisWeek, int KeptThisWeek);

/// <summary>Everything on the displays of an office at one instant.</summary>
/// <param name="at">When it was so.</param>
/// <param name="office">What the office is called.</param>
/// <param name="figures">What is counted.</param>
/// <param name="rows">The cases, page after page.</param>
/// <param name="screens">Hashes of the tokens that may see it.</param>
public sealed class HallPicture(
    DateTimeOffset at, LocalizedText office, HallFigures figures, IReadOnlyList<HallRow> rows, IReadOnlySet<string> screens) : LivePicture
{
    /// <summary>So many rows are read from five metres.</summary>
    public const int RowsPerPage = 8;

    public DateTimeOffset At => at;

    public LocalizedText Office => office;

    public HallFigures Figures => figures;

    public IReadOnlyList<HallRow> Rows => rows;

    public int Pages => Math.Max(1, (rows.Count + RowsPerPage - 1) / RowsPerPage);

    /// <summary>Whether the screen with this token may still see it.</summary>
    public bool IsFor(string? tokenHash) => tokenHash is not null && screens.Contains(tokenHash);
}

/// <summary>What a screen shows now: one page of the picture.</summary>
public sealed record HallSeen(HallPicture Picture, int Page);
