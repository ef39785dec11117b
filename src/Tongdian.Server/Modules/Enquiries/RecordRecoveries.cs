using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>What can be proved of a service recovery: that it began, what was answered and planned, and what the customer said of it in the end.</summary>
internal sealed class RecordRecoveries(IDbContextFactory<TongdianContext> contexts)
{
    /// <summary>What the records are called.</summary>
    public static readonly IReadOnlyList<string> Kinds =
        ["recovery-begun", "recovery-asked-again", "recovery-answered", "recovery-planned", "recovery-judged", "recovery-unreachable"];

    /// <summary>What a fact is recorded as; null when nothing that is owed rests on it.</summary>
    public static string? KindOf(EnquiryFact fact) => fact switch
    {
        EnquiryAsked { Kind: EnquiryKind.Recovery } => Kinds[0],
        CustomerWrote => Kinds[1],
        CompanyAnswered => Kinds[2],
        RecoveryPlanned => Kinds[3],
        CustomerJudged => Kinds[4],
        CustomerUnreachable => Kinds[5],
        _ => null,
    };

    /// <summary>Says, in the commit of a fact of a recovery, that it is to be recorded.</summary>
    public static void Owe(WriteBatch batch, Enquiry state, RecordedFact fact)
    {
        if (state.Kind == EnquiryKind.Recovery && KindOf(fact.Fact) is { } kind)
            EvidenceSource.Owe(batch, kind, state.Id.Value, Part(state.Version), fact.At);
    }

    /// <summary>The id of the record of a fact.</summary>
    public static Guid IdOf(string kind, EnquiryEntry entry) => MakeLeaf.IdOf(new EvidenceDue { Kind = kind, Subject = entry.EnquiryId, Part = Part(entry.Version) });

    /// <summary>The fact of an entry.</summary>
    public static RecordedFact Fact(EnquiryEntry entry) =>
        JsonSerializer.Deserialize(entry.Payload, EnquiryJson.Default.RecordedFact) ?? throw new InvalidOperationException("An empty fact");

    /// <summary>The fact; null when the case is gone.</summary>
    public async Task<EvidenceFact?> Read(EvidenceDue due, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var version = int.Parse(due.Part, CultureInfo.InvariantCulture);
        var found = await context.Set<EnquiryEntry>().AsNoTracking().Where(e => e.EnquiryId == due.Subject && e.Version == version)
            .Join(context.Set<EnquiryRow>(), e => e.EnquiryId, r => r.Id, (Entry, Row) => new { Entry, Row.Number, Row.PersonId, Row.CaseNumber, Row.State })
            .Join(context.Set<CaseRow>(), e => e.CaseNumber, c => c.Number, (e, c) => new { e.Entry, e.Number, e.PersonId, e.State, Case = c.Id, CaseNumber = c.Number }).FirstOrDefaultAsync(cancel);
        return found is null ? null : new EvidenceFact(
            found.Case, found.CaseNumber, found.PersonId, due.Kind, EnquiryStore.Read(found.State).Stage, Fact(found.Entry).At,
            [
                EvidenceContent.Kept(OnFacts.Whole, found.Entry.Salt, found.Entry.Payload),
                EvidenceContent.Hidden("recovery.number", Encoding.UTF8.GetBytes(found.Number)),
            ]);
    }

    private static string Part(int version) => version.ToString(CultureInfo.InvariantCulture);
}
