using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases.Tied;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Finding a case by what the caller knows: telephone, identity number, name, address, or the number of a meter or seal, written in any way.</summary>
public sealed class SearchCases(CompanyDirectory directory, CaseParties parties, IDbContextFactory<TongdianContext> contexts)
{
    private const string Meter = "meter";
    private const int Most = 200;
    private const int MostRows = 50;

    /// <summary>A case that fits; the customer stays masked until the case is opened.</summary>
    public sealed record Item(string Number, CaseStatus State, string Process, string Region, DateTimeOffset SubmittedAt, DateTimeOffset? ClosedAt);

    /// <summary>What the caller knows; everything given must fit.</summary>
    public sealed record Query(string? Phone, string? IdNumber, string? Name, string? Address, string? Meter = null);

    /// <summary>The cases of the colleague's regions that fit, the newest first.</summary>
    public async Task<Result<IReadOnlyList<Item>>> Find(Query query, StaffMember me, CancellationToken cancel)
    {
        (string Field, Result<string> Value)[] asked =
        [
            ("phone", query.Phone is null ? "" : Taken(PhoneNumber.Parse(query.Phone), p => p.Value)),
            ("id-number", query.IdNumber is null ? "" : IdentityNumber.ForSearch(query.IdNumber)),
            ("name", query.Name is null ? "" : Taken(PersonName.Parse(query.Name), n => n.Normalised)),
            ("address", query.Address is null ? "" : Taken(AddressText.Parse(query.Address), a => a.Normalised)),
            (Meter, query.Meter is null ? "" : TiedNumbers.Normalise(query.Meter)),
        ];
        var faults = asked.Where(a => a.Value.Error is not null).Select(a => new FieldError(a.Field, a.Value.Error!.Code, a.Value.Error.Values)).ToList();
        if (faults.Count > 0)
            return new Error(ErrorKind.Invalid, "request.invalid").For(faults);
        var given = asked.Where(a => a.Value.Value.Length > 0).ToList();
        if (given.Count == 0)
            return new Error(ErrorKind.Invalid, "search.nothing-given");

        List<CaseRow>? found = null;
        foreach (var (field, value) in given)
        {
            var rows = field == Meter ? await ByMeter(value.Value, cancel) : await parties.FindCases(field, value.Value, Most, cancel);
            found = found is null ? [.. rows] : [.. found.Where(f => rows.Any(r => r.Id == f.Id))];
        }

        var company = await directory.Get(cancel);
        return found!.Where(c => company.Covers(me, c.Region)).Take(MostRows)
            .Select(c => new Item(c.Number, c.Status, c.Process, c.Region, c.SubmittedAt, c.ClosedAt)).ToArray();
    }

    private async Task<IReadOnlyList<CaseRow>> ByMeter(string number, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<CaseRow>().AsNoTracking().Where(c => context.Set<TiedRow>().Any(t => t.Number == number && t.CaseId == c.Id))
            .OrderByDescending(c => c.SubmittedAt).ThenBy(c => c.Id).Take(Most).ToListAsync(cancel);
    }

    private static Result<string> Taken<T>(Result<T> parsed, Func<T, string> writing) =>
        parsed.Failed(out var error, out var value) ? error : writing(value);
}
