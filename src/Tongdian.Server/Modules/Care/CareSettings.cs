namespace Tongdian.Server.Modules.Care;

/// <summary>When customers hear of us after power-on, from the settings below <c>Care</c>.</summary>
/// <param name="FollowUpAfter">So long after power-on they are asked (<c>Care:FollowUpDays</c>, 7).</param>
/// <param name="AnswerWithin">So long they can answer (<c>Care:AnswerDays</c>, 30).</param>
/// <param name="TipsAfter">So long after power-on tips about tariff and saving come (<c>Care:TipDays</c>, 30).</param>
/// <param name="GreetFor">So long after power-on they are greeted (<c>Care:GreetDays</c>, 365; 0: nobody is).</param>
public sealed record CareSettings(TimeSpan FollowUpAfter, TimeSpan AnswerWithin, TimeSpan TipsAfter, TimeSpan GreetFor)
{
    private const double MostDays = 3660;

    /// <summary>The settings with their defaults.</summary>
    /// <exception cref="FormatException">One that makes no sense.</exception>
    public static CareSettings Read(IConfiguration configuration)
    {
        return new CareSettings(Days("FollowUpDays", 7), Days("AnswerDays", 30), Days("TipDays", 30), Days("GreetDays", 365));

        TimeSpan Days(string name, double otherwise) => configuration.GetValue($"Care:{name}", otherwise) is >= 0 and <= MostDays and var days
            ? TimeSpan.FromDays(days)
            : throw new FormatException($"Care:{name} must be 0 to {MostDays}");
    }
}
