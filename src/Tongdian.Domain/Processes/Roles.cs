using System.Collections.Immutable;

namespace Tongdian.Domain.Processes;

/// <summary>The roles of the field. A process that names another is refused.</summary>
public static class Roles
{
    /// <summary>客户</summary>
    public const string Customer = "customer";

    /// <summary>受理员</summary>
    public const string CounterClerk = "counter-clerk";

    /// <summary>客服</summary>
    public const string CustomerServiceAgent = "customer-service-agent";

    /// <summary>勘查员</summary>
    public const string Surveyor = "surveyor";

    /// <summary>方案员</summary>
    public const string SchemeEngineer = "scheme-engineer";

    /// <summary>设计审查员</summary>
    public const string DesignReviewer = "design-reviewer";

    /// <summary>施工班组</summary>
    public const string ConstructionCrew = "construction-crew";

    /// <summary>装表接电工</summary>
    public const string MeterInstaller = "meter-installer";

    /// <summary>验收员</summary>
    public const string Inspector = "inspector";

    /// <summary>协调员</summary>
    public const string Coordinator = "coordinator";

    /// <summary>管理人员</summary>
    public const string Manager = "manager";

    /// <summary>审计员</summary>
    public const string Auditor = "auditor";

    /// <summary>管理员</summary>
    public const string Administrator = "administrator";

    /// <summary>Those who come to customers' places.</summary>
    public static readonly ImmutableArray<string> Visiting = [Surveyor, ConstructionCrew, MeterInstaller, Inspector];

    /// <summary>Every role.</summary>
    public static readonly ImmutableArray<string> All =
    [
        Customer, CounterClerk, CustomerServiceAgent, Surveyor, SchemeEngineer, DesignReviewer, ConstructionCrew,
        MeterInstaller, Inspector, Coordinator, Manager, Auditor, Administrator,
    ];
}

/// <summary>The four departments that a case goes through.</summary>
public static class Departments
{
    /// <summary>营销</summary>
    public const string Marketing = "marketing";

    /// <summary>运检</summary>
    public const string OperationAndMaintenance = "o-and-m";

    /// <summary>计量</summary>
    public const string Metering = "metering";

    /// <summary>客服</summary>
    public const string CustomerService = "customer-service";

    /// <summary>Every department.</summary>
    public static readonly ImmutableArray<string> All = [Marketing, OperationAndMaintenance, Metering, CustomerService];
}
