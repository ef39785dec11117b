namespace Tongdian.Domain.Cases;

/// <summary>The stages in which a scheme is made and agreed to: the same in every process that has them.</summary>
public static class SchemeStages
{
    /// <summary>The engineer hands the scheme in; each time is a version of it.</summary>
    public const string Scheme = "scheme";

    /// <summary>The customer agrees to it, or asks for a change.</summary>
    public const string Confirmation = "confirmation";
}
