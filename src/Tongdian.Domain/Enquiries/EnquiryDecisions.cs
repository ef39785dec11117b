using Tongdian.Domain.Cases;

namespace Tongdian.Domain.Enquiries;

/// <summary>What may happen to an enquiry, by whom and when.</summary>
public static class EnquiryDecisions
{
    /// <summary>The longest plan of a recovery, in days.</summary>
    public const int MostPlannedDays = 90;

    /// <summary>How many calls in vain it takes to say that a customer cannot be reached.</summary>
    public const int LeastCalls = 3;

    /// <summary>Somebody turns to the company. What is asked has been checked; there is nothing to refuse.</summary>
    public static EnquiryChange Ask(EnquiryAsked asked, OperationContext context)
    {
        var fact = new RecordedFact(context.Now, context.Actor.Ref, asked);
        return new EnquiryChange(null, Enquiry.Begin(fact), fact);
    }

    /// <summary>
    /// Whether somebody deals with it: who has it or answers for it, who acts for them while they are away, everybody of its department, and who
    /// steers.
    /// </summary>
    public static bool Handles(this Enquiry state, Actor actor) => actor.Ref.Kind != ActorKind.Customer
        && (actor.Ref.Kind == ActorKind.System || (state.Assignee is { } has && actor.StandsFor(has)) || actor.StandsFor(state.Owner) || actor.Steers
            || (Works(actor) && actor.Departments.Contains(state.Department)));

    /// <summary>Whether somebody may give it another owner: who answers for it now, and who steers.</summary>
    public static bool MayChangeOwner(this Enquiry state, Actor actor) => actor.Ref.Kind != ActorKind.Customer && (actor.Steers || actor.StandsFor(state.Owner));

    /// <summary>Whether the customer can still say if it was answered.</summary>
    public static bool CanBeJudged(this Enquiry state) => state.Status != EnquiryStatus.Open && state.Judged is null;

    /// <summary>
    /// Decides a command. Refusals: <see cref="EnquiryErrors"/>. Facts never go back in time: one that comes after another has at least its instant,
    /// whatever the machine's clock says.
    /// </summary>
    public static Result<EnquiryChange> Decide(this Enquiry state, EnquiryCommand command, OperationContext context)
    {
        if (Weigh(state, command, context.Actor).Failed(out var refused, out var fact))
            return refused;
        var recorded = new RecordedFact(context.Now > state.LastAt ? context.Now : state.LastAt, context.Actor.Ref, fact);
        return new EnquiryChange(state, state.After(recorded), recorded);
    }

    private static Result<EnquiryFact> Weigh(Enquiry state, EnquiryCommand command, Actor actor) => command switch
    {
        JudgeAnswer when !actor.SpeaksForCustomer => EnquiryErrors.NotAllowed,
        JudgeAnswer when state.Status == EnquiryStatus.Open => EnquiryErrors.NotAnswered,
        JudgeAnswer when state.Judged is not null => EnquiryErrors.AlreadyJudged,
        JudgeAnswer judge => new CustomerJudged(judge.Answered, judge.Words),
        WriteAgain when !actor.SpeaksForCustomer => EnquiryErrors.NotAllowed,
        WriteAgain when state.Status == EnquiryStatus.Closed => EnquiryErrors.Closed,
        WriteAgain write => new CustomerWrote(write.Words, write.Files),
        ChangeOwner when !state.MayChangeOwner(actor) => EnquiryErrors.NotAllowed,
        _ when command is not ChangeOwner && !state.Handles(actor) => EnquiryErrors.NotAllowed,
        KeepNote note => new NoteKept(note.Words),
        _ when state.Status == EnquiryStatus.Closed => EnquiryErrors.Closed,
        TakeOver when state.TakenAt is not null && state.Assignee == actor.Ref.Id => EnquiryErrors.AlreadyTaken,
        TakeOver => new EnquiryTaken(),
        AnswerCustomer answer => new CompanyAnswered(answer.Words, answer.Files),
        Transfer to when to.Assignee == state.Assignee && to.Department == state.Department => EnquiryErrors.NothingToChange,
        Transfer to => new EnquiryTransferred(to.Assignee, to.Department, to.Words),
        ChangeOwner to when to.Owner == state.Owner => EnquiryErrors.NothingToChange,
        ChangeOwner to => new EnquiryOwnerChanged(to.Owner, to.Words),
        PlanRecovery or KeepCall or GiveUpCustomer when state.Kind != EnquiryKind.Recovery => EnquiryErrors.NoRecovery,
        PlanRecovery plan when plan.Until < plan.Today || plan.Until > plan.Today.AddDays(MostPlannedDays) => EnquiryErrors.PlanDay,
        PlanRecovery when state.Turns[^1].PlannedAt is not null => EnquiryErrors.AlreadyPlanned,
        PlanRecovery plan => new RecoveryPlanned(plan.Responsible, plan.Until, plan.Words),
        KeepCall => new CustomerCalled(),
        GiveUpCustomer when state.Status == EnquiryStatus.Open => EnquiryErrors.NotAnswered,
        GiveUpCustomer when state.Turns[^1].PlannedAt is null => EnquiryErrors.NotPlanned,
        GiveUpCustomer when state.Calls < LeastCalls => EnquiryErrors.TooFewCalls,
        GiveUpCustomer => new CustomerUnreachable(),
        CloseEnquiry when state.Kind == EnquiryKind.Recovery => EnquiryErrors.OnlyTheCustomerEnds,
        CloseEnquiry when state.Status == EnquiryStatus.Open => EnquiryErrors.NotAnswered,
        CloseEnquiry => new EnquiryClosed(),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    // Who audits or runs the platform looks, and answers nobody.
    private static bool Works(Actor actor) => actor.Roles.Any(r => r is not (Processes.Roles.Auditor or Processes.Roles.Administrator));
}
