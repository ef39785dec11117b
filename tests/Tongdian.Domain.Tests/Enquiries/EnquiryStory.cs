using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;

namespace Tongdian.Domain.Tests.Enquiries;

/// <summary>An enquiry and what happens to it, minute by minute.</summary>
internal sealed class EnquiryStory
{
    public static readonly DateTimeOffset Begin = Given.At("2026-03-02 10:00");

    private readonly List<RecordedFact> facts = [];

    public EnquiryStory(EnquiryKind kind = EnquiryKind.Enquiry, string owner = "customer-service-agent", string? assignee = "customer-service-agent")
    {
        var department = kind == EnquiryKind.Fault ? Departments.OperationAndMaintenance : Departments.CustomerService;
        var asked = new EnquiryAsked(
            EnquiryId.New(Begin), EnquiryNumber.Make(new DateOnly(2026, 3, 2), 42), kind, "county", null, new PersonRef(Guid.NewGuid(), Guid.NewGuid()), "zh-CN",
            "online", owner, assignee, department, kind == EnquiryKind.Recovery ? EnquiryLimits.OfRecovery : EnquiryLimits.Usual, Guid.NewGuid(), [])
        {
            Stage = kind == EnquiryKind.Recovery ? "survey" : null,
        };
        var change = EnquiryDecisions.Ask(asked, new OperationContext(Actor.Customer, Begin));
        (Now, State) = (change.After, change.After);
        facts.Add(change.Fact);
    }

    public Enquiry State { get; private set; }

    /// <summary>The first state.</summary>
    public Enquiry Now { get; }

    public IReadOnlyList<RecordedFact> Facts => facts;

    /// <summary>What the clocks say so many minutes after it was asked.</summary>
    public EnquiryClocks At(double minutes) => new(State, Given.China, Begin.AddMinutes(minutes));

    /// <summary>Does something so many minutes after it was asked.</summary>
    /// <returns>The refusal, or null.</returns>
    public Error? Do(EnquiryCommand command, Actor who, double minutes = 1)
    {
        if (State.Decide(command, new OperationContext(who, Begin.AddMinutes(minutes))).Failed(out var refused, out var change))
            return refused;
        State = change.After;
        facts.Add(change.Fact);
        return null;
    }

    public EnquiryStory Then(EnquiryCommand command, Actor who, double minutes = 1) =>
        Do(command, who, minutes) is { } refused ? throw new InvalidOperationException(refused.Code) : this;

    public static AnswerCustomer Answer => new(Guid.NewGuid(), []);

    public static WriteAgain Question => new(Guid.NewGuid(), []);

    /// <summary>A plan that ends so many days after the story began.</summary>
    public static PlanRecovery Plan(int days) => new("construction-crew", new DateOnly(2026, 3, 2).AddDays(days), Guid.NewGuid(), new DateOnly(2026, 3, 2));

    public static readonly EnquiryCommand[] Everything =
    [
        new TakeOver(), Question, Answer, new KeepNote(Guid.NewGuid()), new Transfer("construction-crew", Departments.OperationAndMaintenance, Guid.NewGuid()),
        new Transfer(null, Departments.CustomerService, Guid.NewGuid()), new ChangeOwner("coordinator", Guid.NewGuid()), new JudgeAnswer(true, null),
        new JudgeAnswer(false, Guid.NewGuid()), new CloseEnquiry(), Plan(2), new KeepCall(), new GiveUpCustomer(),
    ];

    public static Actor Owner => People.Agent;
}
