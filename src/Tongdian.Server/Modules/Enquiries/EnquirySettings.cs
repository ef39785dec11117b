using Tongdian.Domain.Enquiries;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>The limits for what is asked from now on: settings <c>Enquiries:AnswerHours</c> (24) and <c>Enquiries:TakeOverMinutes</c> (30).</summary>
public sealed record EnquirySettings(EnquiryLimits Limits)
{
    /// <summary>The settings with their defaults.</summary>
    /// <exception cref="FormatException">A limit that nobody can keep, or that says nothing.</exception>
    public static EnquirySettings Read(IConfiguration configuration)
    {
        var answer = configuration.GetValue("Enquiries:AnswerHours", EnquiryLimits.Usual.AnswerHours);
        var takeOver = configuration.GetValue("Enquiries:TakeOverMinutes", EnquiryLimits.Usual.TakeOverHours * 60) / 60;
        return answer is > 0 and <= EnquiryLimits.Most && takeOver is > 0 and <= EnquiryLimits.Most
            ? new EnquirySettings(new EnquiryLimits(answer, takeOver))
            : throw new FormatException($"Enquiries:AnswerHours and Enquiries:TakeOverMinutes must be above 0 and at most {EnquiryLimits.Most} hours");
    }
}
