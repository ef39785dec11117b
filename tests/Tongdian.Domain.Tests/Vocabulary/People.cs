using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Tests.Vocabulary;

/// <summary>Who acts in the stories.</summary>
internal static class People
{
    public static readonly Actor Clerk = Staff(Roles.CounterClerk, Departments.Marketing);
    public static readonly Actor Agent = Staff(Roles.CustomerServiceAgent, Departments.CustomerService);
    public static readonly Actor Surveyor = Staff(Roles.Surveyor, Departments.Marketing);
    public static readonly Actor OtherSurveyor = Actor.Staff("surveyor-2", [Roles.Surveyor], [Departments.Marketing]);
    public static readonly Actor ForeignSurveyor = Actor.Staff("surveyor-3", [Roles.Surveyor], [Departments.Metering]);
    public static readonly Actor Engineer = Staff(Roles.SchemeEngineer, Departments.Marketing);
    public static readonly Actor Reviewer = Staff(Roles.DesignReviewer, Departments.OperationAndMaintenance);
    public static readonly Actor Crew = Staff(Roles.ConstructionCrew, Departments.OperationAndMaintenance);
    public static readonly Actor Installer = Staff(Roles.MeterInstaller, Departments.Metering);
    public static readonly Actor Inspector = Staff(Roles.Inspector, Departments.OperationAndMaintenance);
    public static readonly Actor Coordinator = Staff(Roles.Coordinator, Departments.CustomerService);
    public static readonly Actor Auditor = Staff(Roles.Auditor, Departments.CustomerService);

    public static readonly Actor Administrator = Staff(Roles.Administrator, Departments.Marketing);
    public static readonly Actor Deputy = Actor.Staff("surveyor-4", [Roles.Surveyor], [Departments.Marketing]) with { ActsFor = ["surveyor", "crew-9"] };

    public static readonly Actor[] All =
    [
        Actor.Customer, Clerk, Agent, Surveyor, OtherSurveyor, ForeignSurveyor, Engineer, Reviewer, Crew, Installer, Inspector, Coordinator, Auditor,
        Administrator, Deputy, Actor.System,
    ];

    /// <summary>The one who does a stage.</summary>
    public static Actor For(StageDefinition stage) => stage.Role == Roles.Customer ? Actor.Customer : All.First(a => a.MayDo(stage));

    public static Colleague AsColleague(this Actor actor) => new(actor.Ref.Id, actor.Roles, actor.Departments);

    private static Actor Staff(string role, string department) => Actor.Staff(role, [role], [department]);
}
