using Tongdian.Domain;

namespace Tongdian.Server.Modules.Appraisal;

/// <summary>Ways in which there is no appraisal.</summary>
internal static class AppraisalErrors
{
    /// <summary>No such week, or it has not begun.</summary>
    public static readonly Error WeekUnknown = new(ErrorKind.NotFound, "appraisal.week-unknown");
}
