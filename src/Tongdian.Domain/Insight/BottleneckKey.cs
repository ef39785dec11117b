namespace Tongdian.Domain.Insight;

/// <summary>In which way a case loses time. The numbers are stored: never change them.</summary>
public enum BottleneckKind
{
    /// <summary>Nobody takes the stage.</summary>
    Untaken = 1,

    /// <summary>Between the end of one stage and the beginning of work on the next, while somebody has it.</summary>
    Between = 2,

    /// <summary>A review or inspection is passed again because defects were found.</summary>
    Rework = 3,

    /// <summary>The case went back, and stages are passed again for it.</summary>
    SendBack = 4,

    /// <summary>Nothing happened, and the dispatch round noted why.</summary>
    Stall = 5,
}

/// <summary>One bottleneck: its kind and where it is.</summary>
/// <param name="Kind">In which way time is lost.</param>
/// <param name="Where">The stage that is not taken or passed again; from which stage the case comes or went back; the code of a stall's cause. Empty: no stage comes before.</param>
/// <param name="To">The stage that does not begin, or to which the case went back; else null.</param>
public sealed record BottleneckKey(BottleneckKind Kind, string Where, string? To = null)
{
    /// <summary>For example <c>untaken:survey</c>, <c>between:survey&gt;scheme</c>, <c>send-back:scheme&gt;survey</c>.</summary>
    public override string ToString() => Kind switch
    {
        BottleneckKind.Untaken => $"untaken:{Where}",
        BottleneckKind.Between => $"between:{Where}>{To}",
        BottleneckKind.Rework => $"rework:{Where}",
        BottleneckKind.SendBack => $"send-back:{Where}>{To}",
        BottleneckKind.Stall => $"stall:{Where}",
        _ => throw new InvalidOperationException($"Unknown kind {Kind}"),
    };
}
