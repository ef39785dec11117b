namespace Tongdian.Server.Platform.Access;

/// <summary>
/// Who may call an endpoint. Every endpoint names one; an endpoint without one is closed to everybody. Roles and departments for a stage's
/// work are checked by the case itself, regions by <c>CaseDoor</c>.
/// </summary>
public static class Policies
{
    /// <summary>Everybody, signed in or not.</summary>
    public const string Anyone = "anyone";

    /// <summary>Any active colleague.</summary>
    public const string Staff = "staff";

    /// <summary>The customer of the case in the route, by access code, or any active colleague.</summary>
    public const string CaseParty = "case-party";

    /// <summary>Coordinators and managers.</summary>
    public const string Steering = "steering";

    /// <summary>Those who may see unmasked data: who speaks with customers, steers, or audits.</summary>
    public const string Unmasking = "unmasking";

    /// <summary>Those who speak for customers: at the counter, on the telephone, coordinating.</summary>
    public const string OnBehalf = "on-behalf";

    /// <summary>Those who read what customers say: who speaks with them, or steers.</summary>
    public const string Opinions = "opinions";

    /// <summary>Those who see to it that messages go out: administrators and coordinators.</summary>
    public const string Outbox = "outbox";

    /// <summary>Those who take the event log elsewhere: managers and auditors.</summary>
    public const string EventLog = "event-log";

    /// <summary>Those who look after the evidence log: auditors and administrators.</summary>
    public const string EvidenceLog = "evidence-log";

    /// <summary>Those who appraise teams: managers and auditors.</summary>
    public const string Appraisal = "appraisal";

    /// <summary>Those who copy or destroy what is kept about a person: managers and auditors.</summary>
    public const string PersonalData = "personal-data";

    /// <summary>Administrators: people, regions, duties, processes, calendars.</summary>
    public const string Administration = "administration";

    /// <summary>Only from this machine: figures for whoever runs it.</summary>
    public const string Operations = "operations";
}
