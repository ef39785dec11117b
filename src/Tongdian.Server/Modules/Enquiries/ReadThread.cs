using System.Collections.Immutable;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Forms;
using Tongdian.Server.Modules.People;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>What happened to an enquiry with what was said, in order; for its customer or for colleagues.</summary>
public sealed class ReadThread(EnquiryStore store, EnquiryPeople people)
{
    /// <summary>One thing that happened.</summary>
    /// <param name="Fact">What.</param>
    /// <param name="Words">What was said with it; null when nothing was, or the person was erased.</param>
    public sealed record Line(RecordedFact Fact, string? Words)
    {
        /// <summary>Files that came with it.</summary>
        public ImmutableArray<FileLink> Files => Fact.Fact switch
        {
            EnquiryAsked a => a.Files, CustomerWrote w => w.Files, CompanyAnswered c => c.Files, _ => [],
        };

        /// <summary>It is said by the customer, or for them.</summary>
        public bool FromCustomer => Fact.Fact is EnquiryAsked or CustomerWrote or CustomerJudged;

        /// <summary>A message of the thread, which both sides see.</summary>
        public bool IsMessage => Fact.Fact is EnquiryAsked or CustomerWrote or CompanyAnswered or RecoveryPlanned;
    }

    /// <summary>Everything, for colleagues.</summary>
    public async Task<IReadOnlyList<Line>> Whole(Enquiry state, CancellationToken cancel)
    {
        var facts = await store.Facts(state, cancel);
        var said = await people.Words([.. facts.Select(f => WordsOf(f.Fact)).OfType<Guid>()], cancel);
        return [.. facts.Select(f => new Line(f, WordsOf(f.Fact) is { } id ? said.GetValueOrDefault(id) : null))];
    }

    /// <summary>What the customer sees: what was said on both sides, and how it ended. Notes and reasons among colleagues are not theirs.</summary>
    public async Task<IReadOnlyList<Line>> ForCustomer(Enquiry state, CancellationToken cancel) =>
        [.. (await Whole(state, cancel)).Where(l => l.IsMessage || l.Fact.Fact is CustomerJudged or EnquiryClosed or CustomerUnreachable)];

    private static Guid? WordsOf(EnquiryFact fact) => fact switch
    {
        EnquiryAsked a => a.Words, CustomerWrote w => w.Words, CompanyAnswered c => c.Words, NoteKept n => n.Words, EnquiryTransferred t => t.Words,
        EnquiryOwnerChanged o => o.Words, CustomerJudged j => j.Words, RecoveryPlanned p => p.Words, _ => null,
    };
}

/// <summary>Who has an enquiry, as customers see them: who deals with it now, or else who answers for it.</summary>
public sealed record Responsible(string Name, string? Phone)
{
    internal static Responsible Of(Enquiry state, Company company) =>
        (company.Staff.GetValueOrDefault(state.Assignee ?? "") ?? company.Staff.GetValueOrDefault(state.Owner)) is { } has
            ? new Responsible(has.Name, has.Phone)
            : new Responsible(state.Owner, null);
}
