using Tongdian.Domain.Enquiries;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>The limits for what is asked from now on: settings <c>Enquiries:AnswerHours</c> (24) and <c>Enquiries:TakeOverMinutes</c> (30).</summary>
public sealed record EnquirySettings(EnquiryLimits Limits)
{
    /// <summary>Those of service recoveries: settings <c>Enquiries:RecoveryAnswerHours</c> (2) and <c>Enquiries:RecoveryPlanHours</c> (24).</summary>
    public EnquiryLimits RecoveryLimits { get; init; } = EnquiryLimits.OfRecovery;

    /// <summary>The settings with their defaults.</summary>
    /// <exception cref="FormatException">A limit that nobody can keep, or that says nothing.</exception>
    public static EnquirySettings Read(IConfiguration configuration)
    {
        var answer = configuration.GetValue("Enquiries:AnswerHours", EnquiryLimits.Usual.AnswerHours);
        var takeOver = configuration.GetValue("Enquiries:TakeOverMinutes", EnquiryLimits.Usual.TakeOverHours * 60) / 60;
        var soon = configuration.GetValue("Enquiries:RecoveryAnswerHours", EnquiryLimits.OfRecovery.AnswerHours);
        var plan = configuration.GetValue("Enquiries:RecoveryPlanHours", EnquiryLimits.OfRecovery.PlanHours!.Value);
        return new[] { answer, takeOver, soon, plan }.All(hours => hours is > 0 and <= EnquiryLimits.Most)
            ? new EnquirySettings(new EnquiryLimits(answer, takeOver)) { RecoveryLimits = new EnquiryLimits(soon, takeOver) { PlanHours = plan } }
            : throw new FormatException($"Enquiries:AnswerHours, TakeOverMinutes, RecoveryAnswerHours and RecoveryPlanHours must be above 0 and at most {EnquiryLimits.Most} hours");
    }
}
