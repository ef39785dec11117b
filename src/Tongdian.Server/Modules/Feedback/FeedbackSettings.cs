namespace Tongdian.Server.Modules.Feedback;

/// <summary>When customers are asked, from the settings below <c>Feedback</c>.</summary>
/// <param name="AskAfter">So long after a stage: what is done in the meantime is asked for in the same message (<c>Feedback:AskAfterMinutes</c>, 30).</param>
/// <param name="Lasts">So long it can be given (<c>Feedback:Days</c>, 7).</param>
public sealed record FeedbackSettings(TimeSpan AskAfter, TimeSpan Lasts)
{
    private const double MostMinutes = 24 * 60;
    private const double MostDays = 90;

    /// <summary>The settings with their defaults.</summary>
    /// <exception cref="FormatException">One that makes no sense.</exception>
    public static FeedbackSettings Read(IConfiguration configuration)
    {
        var (minutes, days) = (configuration.GetValue("Feedback:AskAfterMinutes", 30.0), configuration.GetValue("Feedback:Days", 7.0));
        return minutes is >= 0 and <= MostMinutes && days is > 0 and <= MostDays
            ? new FeedbackSettings(TimeSpan.FromMinutes(minutes), TimeSpan.FromDays(days))
            : throw new FormatException($"Feedback:AskAfterMinutes must be 0 to {MostMinutes}, Feedback:Days above 0 and at most {MostDays}");
    }
}
