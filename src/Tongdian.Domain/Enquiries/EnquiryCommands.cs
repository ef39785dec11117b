using System.Collections.Immutable;
using Tongdian.Domain.Forms;

namespace Tongdian.Domain.Enquiries;

/// <summary>What somebody wants of an enquiry that is there. Words are sealed before; commands carry references.</summary>
public abstract record EnquiryCommand;

/// <summary>I have it now.</summary>
public sealed record TakeOver : EnquiryCommand;

/// <summary>The customer writes again.</summary>
public sealed record WriteAgain(Guid Words, ImmutableArray<FileLink> Files) : EnquiryCommand;

/// <summary>Answer the customer.</summary>
public sealed record AnswerCustomer(Guid Words, ImmutableArray<FileLink> Files) : EnquiryCommand;

/// <summary>Keep a note for colleagues.</summary>
public sealed record KeepNote(Guid Words) : EnquiryCommand;

/// <summary>Give it to a colleague, or to the pool of a department.</summary>
public sealed record Transfer(string? Assignee, string Department, Guid Words) : EnquiryCommand;

/// <summary>Somebody else shall answer for it.</summary>
public sealed record ChangeOwner(string Owner, Guid Words) : EnquiryCommand;

/// <summary>The customer says whether it was answered.</summary>
public sealed record JudgeAnswer(bool Answered, Guid? Words) : EnquiryCommand;

/// <summary>Close it.</summary>
public sealed record CloseEnquiry : EnquiryCommand;

/// <summary>Lay down how a recovery mends it.</summary>
public sealed record PlanRecovery(string Responsible, DateOnly Until, Guid Words, DateOnly Today) : EnquiryCommand;

/// <summary>The customer was called and not reached.</summary>
public sealed record KeepCall : EnquiryCommand;

/// <summary>The customer cannot be reached.</summary>
public sealed record GiveUpCustomer : EnquiryCommand;

/// <summary>A command that was granted: the fact it made, and the enquiry after it.</summary>
/// <param name="Before">Null for the first.</param>
/// <param name="After">With the version that the fact has.</param>
/// <param name="Fact">What happened.</param>
public sealed record EnquiryChange(Enquiry? Before, Enquiry After, RecordedFact Fact);
