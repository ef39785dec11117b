namespace Tongdian.Domain.Coordination;

/// <summary>What the coordination centre does about a stage that is stuck. The numbers are stored: never change them.</summary>
public enum DispatchAction
{
    /// <summary>Give it to a colleague.</summary>
    Assign = 1,

    /// <summary>Whoever has it is to go on, and says so.</summary>
    Expedite = 2,

    /// <summary>Another department is to help.</summary>
    OtherDepartment = 3,

    /// <summary>A team is named for the case.</summary>
    DedicatedTeam = 4,

    /// <summary>It goes on as an emergency.</summary>
    EmergencyChannel = 5,

    /// <summary>It waits for somebody else, and its clock with it.</summary>
    Pause = 6,

    /// <summary>The customer is told why it takes longer, and how long.</summary>
    TellCustomer = 7,

    /// <summary>Something else, in words.</summary>
    Other = 9,
}

/// <summary>How an open stage wants attention. The numbers are stored, and are the order in which a round goes through them.</summary>
public enum Trouble
{
    /// <summary>Its limit was missed.</summary>
    Late = 1,

    /// <summary>Nobody does anything.</summary>
    Stalled = 2,

    /// <summary>The end of its limit is near.</summary>
    Near = 3,
}

/// <summary>A stage that a dispatch round looks at.</summary>
/// <param name="Trouble">The worst there is about it.</param>
/// <param name="Stalls">Nobody does anything, whatever else there is.</param>
/// <param name="Emergency">Of an emergency.</param>
/// <param name="Assigned">Somebody has it.</param>
/// <param name="Away">Whoever has it is away.</param>
/// <param name="Started">Somebody began.</param>
/// <param name="Customer">It is the customer's to do.</param>
/// <param name="Since">Since when it is so.</param>
public sealed record DispatchCandidate(
    Trouble Trouble, bool Stalls, bool Emergency, bool Assigned, bool Away, bool Started, bool Customer, DateTimeOffset Since);

/// <summary>What is proposed before anybody decides: a cause of the list and an action.</summary>
public sealed record DispatchProposal(string Cause, DispatchAction Action);

/// <summary>A decision of an earlier round about the same stage.</summary>
/// <param name="Until">Until when it was to be settled; null when nobody decided.</param>
public sealed record EarlierDecision(DateTimeOffset? Until);

/// <summary>The rules of a dispatch round.</summary>
public static class Dispatch
{
    /// <summary>What is most likely wrong and what usually helps. Whoever decides may decide otherwise.</summary>
    public static DispatchProposal Propose(DispatchCandidate candidate) => candidate switch
    {
        { Customer: true } => new(DispatchCauses.CustomerSilent, DispatchAction.TellCustomer),
        { Assigned: false } => new(DispatchCauses.NobodyTookIt, DispatchAction.Assign),
        { Away: true } => new(DispatchCauses.AssigneeAway, DispatchAction.Assign),
        { Emergency: true, Trouble: Trouble.Late } => new(DispatchCauses.TooFewPeople, DispatchAction.OtherDepartment),
        { Trouble: Trouble.Late, Stalls: false } => new(DispatchCauses.TooFewPeople, DispatchAction.TellCustomer),
        { Started: false } => new(DispatchCauses.NotBegun, DispatchAction.Expedite),
        _ => new(DispatchCauses.NoProgress, DispatchAction.Expedite),
    };

    /// <summary>
    /// Where a stage stands in the round, lower first: what an earlier round left unsettled, then emergencies, then by trouble. Within one place
    /// the longest comes first.
    /// </summary>
    /// <param name="candidate">The stage.</param>
    /// <param name="earlier">What an earlier round decided about it; null when none looked at it.</param>
    /// <param name="now">A decision whose time has not passed is still being carried out.</param>
    public static int Place(DispatchCandidate candidate, EarlierDecision? earlier, DateTimeOffset now)
    {
        var waits = earlier is { Until: { } until } && until > now;
        var unsettled = earlier is not null && !waits;
        return (waits ? 100 : unsettled ? 0 : 10) + (candidate.Emergency ? 0 : 4) + (int)candidate.Trouble;
    }
}

/// <summary>Why stages are stuck: what is on the list from the beginning. A company adds its own.</summary>
public static class DispatchCauses
{
    /// <summary>Nobody took it.</summary>
    public const string NobodyTookIt = "nobody-took-it";

    /// <summary>Whoever has it is away.</summary>
    public const string AssigneeAway = "assignee-away";

    /// <summary>It was taken, and not begun.</summary>
    public const string NotBegun = "not-begun";

    /// <summary>It was begun, and nothing happens.</summary>
    public const string NoProgress = "no-progress";

    /// <summary>More work than people.</summary>
    public const string TooFewPeople = "too-few-people";

    /// <summary>The customer does not answer.</summary>
    public const string CustomerSilent = "customer-silent";

    /// <summary>Everything that is on the list from the beginning, in the order in which it is offered.</summary>
    public static readonly System.Collections.Immutable.ImmutableArray<(string Code, LocalizedText Name)> All =
    [
        (NobodyTookIt, new("无人认领", "Nobody took it")),
        (AssigneeAway, new("经办人不在岗", "Whoever has it is away")),
        (NotBegun, new("已认领未开始", "Taken, not begun")),
        (NoProgress, new("办理中无进展", "Begun, no progress")),
        (TooFewPeople, new("人手不足", "Too few people")),
        (CustomerSilent, new("客户未答复", "The customer does not answer")),
        ("material-missing", new("物资未到", "Material is missing")),
        ("scheme-disputed", new("方案有分歧", "The scheme is disputed")),
        ("site-not-ready", new("现场不具备条件", "The site is not ready")),
        ("other-department", new("等待其他部门", "Waits for another department")),
        ("third-party", new("等待第三方", "Waits for a third party")),
        ("system-fault", new("系统或数据问题", "System or data fault")),
        ("other", new("其他", "Something else")),
    ];
}
