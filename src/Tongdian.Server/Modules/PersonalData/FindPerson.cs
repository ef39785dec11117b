using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.PersonalData;

/// <summary>
/// Everything that is one human being's: the customer of a case or an enquiry, and whoever has the same identity number, which the keyed hash tells. The same
/// telephone is not enough: families share one.
/// </summary>
internal sealed class FindPerson(CompanyDirectory directory)
{
    /// <summary>A case or an enquiry of theirs.</summary>
    public sealed record Subject(Guid Id, string Number, bool IsCase, bool IsOpen, string Region);

    /// <summary>Who was found.</summary>
    public sealed record Found(IReadOnlyList<Guid> Persons, IReadOnlyList<Subject> Subjects)
    {
        /// <summary>All numbers, as one text.</summary>
        public string Numbers => string.Join(' ', Subjects.Select(s => s.Number));
    }

    /// <summary>By the number of a case or an enquiry.</summary>
    public async Task<Result<Found>> By(string? number, StaffMember staff, TongdianContext context, CancellationToken cancel)
    {
        var (cases, enquiries, index) = (context.Set<CaseRow>().AsNoTracking(), context.Set<EnquiryRow>().AsNoTracking(), context.Set<BlindIndexEntry>().AsNoTracking());
        var asked = number?.Trim().ToUpperInvariant() ?? "";
        var named = await cases.Where(c => c.Number == asked).Select(c => new { c.PersonId, c.Region }).FirstOrDefaultAsync(cancel)
            ?? await enquiries.Where(e => e.Number == asked).Select(e => new { e.PersonId, e.Region }).FirstOrDefaultAsync(cancel);
        var company = await directory.Get(cancel);
        if (named is null || !company.Covers(staff, named.Region))
            return PersonalDataErrors.Unknown;
        var hashes = index.Where(e => e.PersonId == named.PersonId && e.Field == "id-number").Select(e => e.Hash);
        var persons = (await index.Where(e => e.Field == "id-number" && hashes.Contains(e.Hash)).Select(e => e.PersonId).Distinct().ToListAsync(cancel)).Append(named.PersonId).Distinct().ToList();
        persons = await context.Set<Person>().AsNoTracking().Where(p => persons.Contains(p.Id) && p.ErasedAt == null).Select(p => p.Id).ToListAsync(cancel);
        if (persons.Count == 0)
            return PersonalDataErrors.Gone;
        var found = await cases.Where(c => persons.Contains(c.PersonId)).Select(c => new Subject(c.Id, c.Number, true, c.ClosedAt == null, c.Region)).ToListAsync(cancel);
        found.AddRange(await enquiries.Where(e => persons.Contains(e.PersonId)).Select(e => new Subject(e.Id, e.Number, false, e.ClosedAt == null, e.Region)).ToListAsync(cancel));
        return found.TrueForAll(s => company.Covers(staff, s.Region))
            ? new Found(persons, [.. found.OrderBy(s => s.Number, StringComparer.Ordinal)])
            : PersonalDataErrors.OtherRegions;
    }
}
