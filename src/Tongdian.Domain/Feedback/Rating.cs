using System.Collections.Immutable;

namespace Tongdian.Domain.Feedback;

/// <summary>What of the service is rated. The numbers are stored: never change them.</summary>
public enum Dimension
{
    /// <summary>服务态度: how one was treated.</summary>
    Attitude = 1,

    /// <summary>专业能力: whether they knew their trade.</summary>
    Skill = 2,

    /// <summary>响应速度: how quickly it went.</summary>
    Speed = 3,

    /// <summary>流程规范: whether it was done as it should be.</summary>
    Compliance = 4,
}

/// <summary>How a customer rates a stage: every dimension from 1 (not satisfied at all) over 3 (so-so) to 5 (very satisfied).</summary>
public sealed record Rating
{
    /// <summary>The lowest level.</summary>
    public const int Worst = 1;

    /// <summary>So-so: at this level and below the company owes the customer something.</summary>
    public const int SoSo = 3;

    /// <summary>The highest level.</summary>
    public const int Best = 5;

    private Rating(int attitude, int skill, int speed, int compliance) => (Attitude, Skill, Speed, Compliance) = (attitude, skill, speed, compliance);

    /// <summary>How one was treated.</summary>
    public int Attitude { get; }

    /// <summary>Whether they knew their trade.</summary>
    public int Skill { get; }

    /// <summary>How quickly it went.</summary>
    public int Speed { get; }

    /// <summary>Whether it was done as it should be.</summary>
    public int Compliance { get; }

    /// <summary>Some dimension is so-so or worse.</summary>
    public bool NeedsRecovery => Math.Min(Math.Min(Attitude, Skill), Math.Min(Speed, Compliance)) <= SoSo;

    /// <summary>The dimensions that are so-so or worse.</summary>
    public ImmutableArray<Dimension> Wanting => [.. Enum.GetValues<Dimension>().Where(d => Of(d) <= SoSo)];

    /// <summary>The level of a dimension.</summary>
    public int Of(Dimension dimension) => dimension switch
    {
        Dimension.Attitude => Attitude,
        Dimension.Skill => Skill,
        Dimension.Speed => Speed,
        Dimension.Compliance => Compliance,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, null),
    };

    /// <summary>A rating; or <c>request.invalid</c> with the fields <c>attitude</c>, <c>skill</c>, <c>speed</c>, <c>compliance</c> that are missing or no level.</summary>
    public static Result<Rating> Parse(int? attitude, int? skill, int? speed, int? compliance)
    {
        var faults = new List<FieldError>();
        Check("attitude", attitude);
        Check("skill", skill);
        Check("speed", speed);
        Check("compliance", compliance);
        return faults.Count > 0
            ? new Error(ErrorKind.Invalid, "request.invalid").For(faults)
            : new Rating(attitude!.Value, skill!.Value, speed!.Value, compliance!.Value);

        void Check(string field, int? level)
        {
            if (level is null)
                faults.Add(new FieldError(field, "field.required"));
            else if (level is < Worst or > Best)
                faults.Add(new FieldError(field, "rating.level"));
        }
    }
}
