using Tongdian.Domain.Clocks;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>
/// Alerts of enquiries: rows of the one table of alerts, with the enquiry's id where a case's would stand, as in messages. So one question finds what a
/// colleague has to see.
/// </summary>
public static class EnquiryAlerts
{
    /// <summary>The limit until a fault is in somebody's hands.</summary>
    public const string TakeOver = "enquiry:take-over";

    /// <summary>The limit until the answer.</summary>
    public const string Answer = "enquiry:answer";

    /// <summary>The limit until a recovery has a plan.</summary>
    public const string Plan = "enquiry:plan";

    /// <summary>The limit until the customer is asked whether the plan has mended it.</summary>
    public const string FollowUp = "enquiry:follow-up";

    /// <summary>No limit: a customer was not satisfied with a recovery either.</summary>
    public const string Again = "enquiry:again";

    private const string WhileUnchanged =
        "INSERT INTO limit_alerts (case_id, limit_id, occurrence, threshold, at, seen_at, number, process, region, department, assignee, owner) "
        + "SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 WHERE EXISTS (SELECT 1 FROM enquiries WHERE id = $1 AND version = $13) "
        + "ON CONFLICT (case_id, limit_id, occurrence, threshold) DO NOTHING";

    /// <summary>It is one of an enquiry.</summary>
    public static bool Is(LimitAlert alert) => alert.LimitId.StartsWith("enquiry:", StringComparison.Ordinal);

    /// <summary>Which limit, and what kind of enquiry, in words.</summary>
    public static (string Limit, string Kind) Words(LimitAlert alert) =>
        (EnquiryTexts.Text($"limit.{alert.LimitId["enquiry:".Length..]}"), EnquiryTexts.Text($"kind.{alert.Process}"));

    /// <summary>What was reached, for those who had the enquiry then.</summary>
    internal static IEnumerable<LimitAlert> Of(Enquiry then, EnquiryClocks clocks, DateTimeOffset now) =>
        clocks.Reached.Select(reached => One(then, IdOf(reached.Limit), reached.Occurrence, reached.Threshold, reached.At, now));

    /// <summary>A customer was not satisfied with a recovery either: the centre hears of it at once.</summary>
    internal static LimitAlert NotSatisfiedAgain(Enquiry then, DateTimeOffset now) => One(then, Again, then.Turns.Length, Threshold.Breach, now, now);

    private static string IdOf(EnquiryLimit limit) => limit switch
    {
        EnquiryLimit.TakeOver => TakeOver, EnquiryLimit.Plan => Plan, EnquiryLimit.FollowUp => FollowUp, _ => Answer,
    };

    private static LimitAlert One(Enquiry then, string limit, int occurrence, Threshold threshold, DateTimeOffset at, DateTimeOffset now) => new()
    {
        CaseId = then.Id.Value, LimitId = limit, Occurrence = occurrence, Threshold = threshold, At = at, SeenAt = now, Number = then.Number.Value,
        Process = then.Kind.ToString(), Region = then.Region, Department = then.Department, Assignee = then.Assignee, Owner = then.Owner,
    };

    /// <summary>Adds it, unless it is there, or the enquiry was changed since: who changed it has written what was reached by then.</summary>
    internal static void Write(WriteBatch batch, LimitAlert alert, int version) => batch.Add(
        WhileUnchanged, alert.CaseId, alert.LimitId, alert.Occurrence, alert.Threshold, alert.At, alert.SeenAt, alert.Number, alert.Process, alert.Region, alert.Department,
        alert.Assignee, alert.Owner, version);
}
