using System.Text.Json.Serialization;
using Tongdian.Domain.Forms;

namespace Tongdian.Server.Modules.Supply.Schemes;

/// <summary>A part of a scheme in words.</summary>
/// <param name="Id">Its name, by which something can be said of it.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Words">What it says.</param>
public sealed record SchemePart(string Id, string Label, string Words);

/// <summary>What a scheme costs, item by item.</summary>
public sealed record SchemeCosts(IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows, string Total);

/// <summary>A part that is not as in the version before; null where there was or is nothing, or where it is a file.</summary>
public sealed record SchemeChange(string Part, string Label, string? Before, string? After);

/// <summary>What the customer answered to a version; of parts only for those who may read it.</summary>
public sealed record SchemeReply(bool Agreed, DateTimeOffset At, bool Late, string? Words, IReadOnlyList<SchemePart> Remarks);

/// <summary>Who to call about a scheme.</summary>
public sealed record SchemeContact(string? Name, string Phone);

/// <summary>A version of a scheme, to be read in one language.</summary>
/// <param name="Number">Of the case.</param>
/// <param name="Version">Which version.</param>
/// <param name="Versions">How many there are.</param>
/// <param name="Language">In which it is written.</param>
/// <param name="At">When it was handed in.</param>
/// <param name="Parts">What the customer gets.</param>
/// <param name="Free">Why it costs nothing; null when it costs something.</param>
/// <param name="Costs">What it costs; null when it is free.</param>
/// <param name="Note">What the engineer adds.</param>
/// <param name="Drawings">Its drawings.</param>
/// <param name="Changes">What is not as in the version before.</param>
/// <param name="AnswerBy">Until when the customer is to answer.</param>
/// <param name="Call">Who to call.</param>
/// <param name="Reply">What the customer answered.</param>
public sealed record SchemeView(
    string Number, int Version, int Versions, string Language, DateTimeOffset At, IReadOnlyList<SchemePart> Parts, string? Free, SchemeCosts? Costs, string? Note,
    IReadOnlyList<FileLink> Drawings, IReadOnlyList<SchemeChange> Changes, DateTimeOffset? AnswerBy, SchemeContact Call, SchemeReply? Reply)
{
    /// <summary>Of what something can be said, in the order in which it is read: each part, the costs, the drawing.</summary>
    [JsonIgnore]
    public IReadOnlyList<SchemePart> Remarkable { get; init; } = [];
}
