using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.PersonalData;

/// <summary>
/// Everything that is one human being's: the customer of a case or an enquiry, and whoever has the same identity number, which the keyed hash tells. The same
/// telephone is not enough: families share one. Nor is the code of an organisation: everybody in it gives the same.
/// </summary>
internal sealed class FindPerson(CompanyDirectory directory, CaseParties parties, Vault vault)
{
    private const string IdNumber = "id-number";

    /// <summary>A case or an enquiry of theirs.</summary>
    public sealed record Subject(Guid Id, string Number, bool IsCase, bool IsOpen, string Region);

    /// <summary>Who was found.</summary>
    public sealed record Found(IReadOnlyList<Guid> Persons, IReadOnlyList<Subject> Subjects)
    {
        /// <summary>All numbers, as one text.</summary>
        public string Numbers => string.Join(' ', Subjects.Select(s => s.Number));

        /// <summary>All regions, as one text.</summary>
        public string Regions => string.Join(' ', Subjects.Select(s => s.Region).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    /// <summary>By the number of a case or an enquiry.</summary>
    public async Task<Result<Found>> By(string? number, StaffMember staff, TongdianContext context, CancellationToken cancel)
    {
        var (cases, enquiries) = (context.Set<CaseRow>().AsNoTracking(), context.Set<EnquiryRow>().AsNoTracking());
        var asked = number?.Trim().ToUpperInvariant() ?? "";
        var named = await cases.Where(c => c.Number == asked).Select(c => new { c.PersonId, c.Region }).FirstOrDefaultAsync(cancel)
            ?? await enquiries.Where(e => e.Number == asked).Select(e => new { e.PersonId, e.Region }).FirstOrDefaultAsync(cancel);
        var company = await directory.Get(cancel);
        if (named is null || !company.Covers(staff, named.Region))
            return PersonalDataErrors.Unknown;
        var same = await WithTheSameNumber(named.PersonId, context, cancel);
        var persons = await context.Set<Person>().AsNoTracking().Where(p => same.Contains(p.Id) && p.ErasedAt == null).Select(p => p.Id).ToListAsync(cancel);
        if (persons.Count == 0)
            return PersonalDataErrors.Gone;
        var found = await cases.Where(c => persons.Contains(c.PersonId)).Select(c => new Subject(c.Id, c.Number, true, c.ClosedAt == null, c.Region)).ToListAsync(cancel);
        found.AddRange(await enquiries.Where(e => persons.Contains(e.PersonId)).Select(e => new Subject(e.Id, e.Number, false, e.ClosedAt == null, e.Region)).ToListAsync(cancel));
        return found.TrueForAll(s => company.Covers(staff, s.Region))
            ? new Found(persons, [.. found.OrderBy(s => s.Number, StringComparer.Ordinal)])
            : PersonalDataErrors.OtherRegions;
    }

    // The hash does not say of which kind the number is: what was told does.
    private async Task<List<Guid>> WithTheSameNumber(Guid person, TongdianContext context, CancellationToken cancel)
    {
        List<Guid> same = [person];
        foreach (var state in await context.Set<CaseRow>().AsNoTracking().Where(c => c.PersonId == person).Select(c => c.State).ToListAsync(cancel))
        {
            if (await parties.Read(CaseStore.Read(state).Customer, cancel) is not { } told || !IsOnePersons(told))
                continue;
            var hash = vault.BlindIndex(IdNumber, told.IdNumber);
            same.AddRange(await context.Set<BlindIndexEntry>().AsNoTracking().Where(e => e.Field == IdNumber && e.Hash == hash).Select(e => e.PersonId).ToListAsync(cancel));
        }

        return same;
    }

    // A code is one whatever kind it was entered as; only a resident's number, of digits alone, can look like one by accident.
    private static bool IsOnePersons(PartyDetails told) =>
        told.IdType == IdTypes.ResidentId || (told.IdType != IdTypes.SocialCreditCode && SocialCreditCode.Parse(told.IdNumber).Error is not null);
}
