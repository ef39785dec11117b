using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;

namespace Tongdian.Domain.Enquiries;

/// <summary>A fact about an enquiry. What was said is sealed and only referred to. Names and shapes are stored: never change them, add new ones.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(EnquiryAsked), "asked")]
[JsonDerivedType(typeof(EnquiryTaken), "taken")]
[JsonDerivedType(typeof(CustomerWrote), "customer-wrote")]
[JsonDerivedType(typeof(CompanyAnswered), "company-answered")]
[JsonDerivedType(typeof(NoteKept), "note-kept")]
[JsonDerivedType(typeof(EnquiryTransferred), "transferred")]
[JsonDerivedType(typeof(EnquiryOwnerChanged), "owner-changed")]
[JsonDerivedType(typeof(CustomerJudged), "customer-judged")]
[JsonDerivedType(typeof(EnquiryClosed), "closed")]
[JsonDerivedType(typeof(RecoveryPlanned), "recovery-planned")]
[JsonDerivedType(typeof(CustomerCalled), "customer-called")]
[JsonDerivedType(typeof(CustomerUnreachable), "customer-unreachable")]
public abstract record EnquiryFact;

/// <summary>Somebody turned to the company.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Number">What the customer quotes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Region">Where.</param>
/// <param name="Case">The case that it is about; null when it is about none.</param>
/// <param name="Customer">Who asks: reference to sealed data.</param>
/// <param name="Language">Language of messages to the customer.</param>
/// <param name="Channel">The door: <c>online</c>, <c>counter</c>, <c>telephone</c>, <c>api</c>.</param>
/// <param name="Owner">Who answers for it to the end: id of a staff user.</param>
/// <param name="Assignee">Who has it now: id of a staff user; null in the pool of the department.</param>
/// <param name="Department">The department that deals with it.</param>
/// <param name="Limits">The time limits as they were then.</param>
/// <param name="Words">What was said, sealed.</param>
/// <param name="Files">What came with it.</param>
public sealed record EnquiryAsked(
    EnquiryId Id, EnquiryNumber Number, EnquiryKind Kind, string Region, CaseNumber? Case, PersonRef Customer, string Language, string Channel, string Owner,
    string? Assignee, string Department, EnquiryLimits Limits, Guid Words, ImmutableArray<FileLink> Files) : EnquiryFact
{
    /// <summary>The stage that was not to the customer's satisfaction, of a recovery; null for others.</summary>
    public string? Stage { get; init; }
}

/// <summary>Whoever did this has it from now on, and the customer's matter is in somebody's hands.</summary>
public sealed record EnquiryTaken : EnquiryFact;

/// <summary>The customer wrote again.</summary>
public sealed record CustomerWrote(Guid Words, ImmutableArray<FileLink> Files) : EnquiryFact;

/// <summary>The company answered; the customer sees it.</summary>
public sealed record CompanyAnswered(Guid Words, ImmutableArray<FileLink> Files) : EnquiryFact;

/// <summary>A note for colleagues; the customer does not see it.</summary>
public sealed record NoteKept(Guid Words) : EnquiryFact;

/// <summary>Somebody else deals with it.</summary>
/// <param name="Assignee">A colleague; null: the pool of the department.</param>
/// <param name="Department">The department.</param>
/// <param name="Words">Why, sealed.</param>
public sealed record EnquiryTransferred(string? Assignee, string Department, Guid Words) : EnquiryFact;

/// <summary>Somebody else answers for it.</summary>
/// <param name="Owner">The new owner.</param>
/// <param name="Words">Why, sealed.</param>
public sealed record EnquiryOwnerChanged(string Owner, Guid Words) : EnquiryFact;

/// <summary>The customer said whether it was answered. When it was, it is over; when not, the company owes an answer again.</summary>
/// <param name="Answered">It was answered.</param>
/// <param name="Words">What was said with it, sealed.</param>
public sealed record CustomerJudged(bool Answered, Guid? Words) : EnquiryFact;

/// <summary>The company closed it, with an answer given.</summary>
public sealed record EnquiryClosed : EnquiryFact;

/// <summary>A recovery has a plan; the customer sees it.</summary>
/// <param name="Responsible">Who carries it out: id of a staff user.</param>
/// <param name="Until">The day by which it is done.</param>
/// <param name="Words">Cause and measure, sealed.</param>
public sealed record RecoveryPlanned(string Responsible, DateOnly Until, Guid Words) : EnquiryFact;

/// <summary>Somebody tried to reach the customer and did not.</summary>
public sealed record CustomerCalled : EnquiryFact;

/// <summary>The customer cannot be reached, however often it was tried: it is over, and counts as not satisfied.</summary>
public sealed record CustomerUnreachable : EnquiryFact;

/// <summary>A fact with when and by whom. It is never changed.</summary>
public sealed record RecordedFact(DateTimeOffset At, ActorRef By, EnquiryFact Fact);

/// <summary>How enquiries and their facts are written. Made at build time: no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(Enquiry))]
[JsonSerializable(typeof(RecordedFact))]
public sealed partial class EnquiryJson : JsonSerializerContext;
