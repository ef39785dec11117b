using System.Collections.Immutable;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>Who acts. The numbers are stored: never change them.</summary>
public enum ActorKind
{
    /// <summary>The platform itself.</summary>
    System = 1,

    /// <summary>The customer of the case.</summary>
    Customer = 2,

    /// <summary>Somebody of the company.</summary>
    Staff = 3,
}

/// <summary>Who did something, as it is kept with the event: no name, only a reference.</summary>
/// <param name="Kind">System, customer or staff.</param>
/// <param name="Id">Id of the staff user; empty for the others.</param>
public sealed record ActorRef(ActorKind Kind, string Id);

/// <summary>Somebody who acts, with what decides about what they may do.</summary>
public sealed record Actor(ActorRef Ref, ImmutableArray<string> Roles, ImmutableArray<string> Departments)
{
    private static readonly ImmutableArray<string> OnBehalf =
        [Processes.Roles.CounterClerk, Processes.Roles.CustomerServiceAgent, Processes.Roles.Coordinator];

    /// <summary>The platform itself.</summary>
    public static readonly Actor System = new(new ActorRef(ActorKind.System, ""), [], []);

    /// <summary>The customer of the case.</summary>
    public static readonly Actor Customer = new(new ActorRef(ActorKind.Customer, ""), [Processes.Roles.Customer], []);

    /// <summary>Somebody of the company.</summary>
    public static Actor Staff(string id, ImmutableArray<string> roles, ImmutableArray<string> departments) =>
        new(new ActorRef(ActorKind.Staff, id), roles, departments);

    /// <summary>Absent colleagues whose work the actor may do, as their deputy: ids of staff users.</summary>
    public ImmutableArray<string> ActsFor { get; init; } = [];

    /// <summary>Whether work that somebody has is the actor's to do: their own, or that of an absent colleague.</summary>
    public bool StandsFor(string assignee) => assignee == Ref.Id || ActsFor.Contains(assignee);

    /// <summary>Whether the actor has one of the roles.</summary>
    public bool Is(params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
        {
            if (Roles.Contains(role))
                return true;
        }

        return Ref.Kind == ActorKind.System;
    }

    /// <summary>Whether the actor may speak for the customer: the customer, and those who take calls and stand at the counter.</summary>
    public bool SpeaksForCustomer => Is(Processes.Roles.Customer) || Is(OnBehalf.AsSpan());

    /// <summary>Whether the actor may do the work of a stage: role and department both fit.</summary>
    public bool MayDo(StageDefinition stage) => stage.Role == Processes.Roles.Customer
        ? SpeaksForCustomer
        : Is(stage.Role) && (stage.Department is null || Ref.Kind == ActorKind.System || Departments.Contains(stage.Department));

    /// <summary>Whether the actor may steer work of others: assign, send back, pause.</summary>
    public bool Steers => Is(Processes.Roles.Coordinator, Processes.Roles.Manager);
}

/// <summary>Who, why, when: passed with every command. There is one <paramref name="Now"/> per operation.</summary>
/// <param name="Actor">Who acts.</param>
/// <param name="Now">The one instant of the operation.</param>
/// <param name="Reason">Why, in the actor's words; some commands require it.</param>
public sealed record OperationContext(Actor Actor, DateTimeOffset Now, string? Reason = null);
