using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Notices;

/// <summary>What the customer of a case is told by text, in the customer's language.</summary>
public static class CaseMessages
{
    /// <summary>The promise will not be kept: why, when it is expected instead, and whom to call.</summary>
    public static string Late(Case state, string reason, DateTimeOffset expected, StaffMember? owner, DateTimeOffset now) => NoticeTexts.In(
        state.Language, "sms.late", state.Number.Value, reason.Trim(), Show.Instant(expected, now), owner?.Name ?? "", owner?.Phone ?? "");

    /// <summary>Nobody came to a visit that was agreed on.</summary>
    public static string NobodyCame(Case state, StageDefinition stage) =>
        NoticeTexts.In(state.Language, "sms.no-show", state.Number.Value, stage.Name.In(state.Language));
}
