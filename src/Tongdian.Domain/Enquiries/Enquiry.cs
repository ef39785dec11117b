using System.Collections.Immutable;
using Tongdian.Domain.Cases;

namespace Tongdian.Domain.Enquiries;

/// <summary>One time the customer asked, from the first word to the answer. What is written meanwhile belongs to it.</summary>
/// <param name="AskedAt">When the customer asked.</param>
/// <param name="AnsweredAt">When the company answered; null while it owes an answer.</param>
public sealed record EnquiryTurn(DateTimeOffset AskedAt, DateTimeOffset? AnsweredAt)
{
    /// <summary>When a recovery had its plan; null while it has none.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>The day by which the plan is carried out.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>When the customer said whether that was all right, or could not be reached, or asked again.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>
/// An enquiry, complaint or fault report as its facts make it. There is always somebody who answers for it, and whenever it is open exactly one turn
/// is without an answer.
/// </summary>
public sealed record Enquiry
{
    /// <summary>Its identity.</summary>
    public required EnquiryId Id { get; init; }

    /// <summary>What the customer quotes.</summary>
    public required EnquiryNumber Number { get; init; }

    /// <summary>How many facts there are.</summary>
    public required int Version { get; init; }

    /// <summary>What it is.</summary>
    public required EnquiryKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required EnquiryStatus Status { get; init; }

    /// <summary>Where it is.</summary>
    public required string Region { get; init; }

    /// <summary>The case that it is about, if any.</summary>
    public CaseNumber? Case { get; init; }

    /// <summary>Who asks: reference to sealed data.</summary>
    public required PersonRef Customer { get; init; }

    /// <summary>Language of messages to the customer.</summary>
    public required string Language { get; init; }

    /// <summary>The door it came in by.</summary>
    public required string Channel { get; init; }

    /// <summary>Who answers for it to the end. Never empty.</summary>
    public required string Owner { get; init; }

    /// <summary>Who has it now; null in the pool of the department.</summary>
    public string? Assignee { get; init; }

    /// <summary>The department that deals with it.</summary>
    public required string Department { get; init; }

    /// <summary>The limits it was asked under.</summary>
    public required EnquiryLimits Limits { get; init; }

    /// <summary>When it first was in somebody's hands; null before.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>Every time the customer asked, in order; at least one.</summary>
    public required ImmutableArray<EnquiryTurn> Turns { get; init; }

    /// <summary>What the customer said of the last answer; null when nothing yet.</summary>
    public bool? Judged { get; init; }

    /// <summary>The stage that a recovery is about; null for others.</summary>
    public string? Stage { get; init; }

    /// <summary>Who carries out the plan of a recovery; null while there is none.</summary>
    public string? Responsible { get; init; }

    /// <summary>How often the customer was called in vain since they last said something.</summary>
    public int Calls { get; init; }

    /// <summary>It ended because the customer could not be reached.</summary>
    public bool Unreachable { get; init; }

    /// <summary>When it was closed; null while it is not.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When the last fact happened.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>When it was first asked.</summary>
    public DateTimeOffset AskedAt => Turns[0].AskedAt;

    /// <summary>The enquiry that begins with this fact.</summary>
    /// <exception cref="ArgumentException">It is not the fact with which one begins.</exception>
    public static Enquiry Begin(RecordedFact first)
    {
        if (first.Fact is not EnquiryAsked asked)
            throw new ArgumentException($"An enquiry does not begin with {first.Fact.GetType().Name}", nameof(first));
        return new Enquiry
        {
            Id = asked.Id, Number = asked.Number, Version = 1, Kind = asked.Kind, Status = EnquiryStatus.Open, Region = asked.Region, Case = asked.Case,
            Customer = asked.Customer, Language = asked.Language, Channel = asked.Channel, Owner = asked.Owner, Assignee = asked.Assignee,
            Department = asked.Department, Limits = asked.Limits, Turns = [new EnquiryTurn(first.At, null)], LastAt = first.At, Stage = asked.Stage,
        };
    }

    /// <summary>The enquiry after one more fact.</summary>
    public Enquiry After(RecordedFact next)
    {
        var with = this with { Version = Version + 1, LastAt = next.At };
        return next.Fact switch
        {
            EnquiryTaken => with with { Assignee = next.By.Id, TakenAt = TakenAt ?? next.At },
            CustomerWrote => with.Asked(next.At),
            CompanyAnswered => with with
            {
                Status = EnquiryStatus.Answered, Judged = null, Assignee = Assignee ?? next.By.Id, TakenAt = TakenAt ?? next.At,
                Turns = Turns[^1].AnsweredAt is null ? Turns.SetItem(Turns.Length - 1, Turns[^1] with { AnsweredAt = next.At }) : Turns,
            },
            NoteKept => with,
            EnquiryTransferred t => with with { Assignee = t.Assignee, Department = t.Department },
            EnquiryOwnerChanged o => with with { Owner = o.Owner },
            CustomerJudged { Answered: true } => with.Ended(next.At) with { Judged = true, Status = EnquiryStatus.Closed, ClosedAt = ClosedAt ?? next.At, Calls = 0 },
            CustomerJudged => with.Asked(next.At) with { Judged = false, Calls = 0, Unreachable = false },
            EnquiryClosed => with with { Status = EnquiryStatus.Closed, ClosedAt = next.At },
            RecoveryPlanned plan => with with
            {
                Responsible = plan.Responsible, Turns = Turns.SetItem(Turns.Length - 1, Turns[^1] with { PlannedAt = Turns[^1].PlannedAt ?? next.At, Until = plan.Until }),
            },
            CustomerCalled => with with { Calls = Calls + 1 },
            CustomerUnreachable => with.Ended(next.At) with { Status = EnquiryStatus.Closed, ClosedAt = next.At, Unreachable = true },
            _ => throw new ArgumentException($"{next.Fact.GetType().Name} does not follow", nameof(next)),
        };
    }

    private Enquiry Ended(DateTimeOffset at) => this with { Turns = Turns.SetItem(Turns.Length - 1, Turns[^1] with { EndedAt = Turns[^1].EndedAt ?? at }) };

    private Enquiry Asked(DateTimeOffset at)
    {
        var open = this with { Status = EnquiryStatus.Open, ClosedAt = null };
        return Turns[^1].AnsweredAt is null ? open : open with { Turns = Ended(at).Turns.Add(new EnquiryTurn(at, null)), Responsible = null };
    }
}
