using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Finding a case by what the caller knows: telephone, identity number, name or address, written in any way.</summary>
public static class SearchCases
{
    private const int MostRows = 50;

    /// <summary>A case that fits; the customer stays masked until the case is opened.</summary>
    public sealed record Item(string Number, CaseStatus State, string Process, string Region, DateTimeOffset SubmittedAt, DateTimeOffset? ClosedAt);

    internal static async Task<IResult> Handle(
        string? phone, string? idNumber, string? name, string? address, HttpContext http, StaffAccess access, CompanyDirectory directory, CaseParties parties)
    {
        var cancel = http.RequestAborted;
        var me = await access.Find(http.User, cancel) ?? throw new InvalidOperationException("The policy lets only staff in");
        (string Field, Result<string> Value)[] asked =
        [
            ("phone", phone is null ? "" : Taken(PhoneNumber.Parse(phone), p => p.Value)),
            ("id-number", idNumber is null ? "" : IdentityNumber.ForSearch(idNumber)),
            ("name", name is null ? "" : Taken(PersonName.Parse(name), n => n.Normalised)),
            ("address", address is null ? "" : Taken(AddressText.Parse(address), a => a.Normalised)),
        ];
        var faults = asked.Where(a => a.Value.Error is not null).Select(a => new FieldError(a.Field, a.Value.Error!.Code, a.Value.Error.Values)).ToList();
        if (faults.Count > 0)
            return Problem.From(new Error(ErrorKind.Invalid, "request.invalid").For(faults));
        var given = asked.Where(a => a.Value.Value.Length > 0).ToList();
        if (given.Count == 0)
            return Problem.From(new Error(ErrorKind.Invalid, "search.nothing-given"));

        List<CaseRow>? found = null;
        foreach (var (field, value) in given)
        {
            var rows = await parties.FindCases(field, value.Value, 200, cancel);
            found = found is null ? [.. rows] : [.. found.Where(f => rows.Any(r => r.Id == f.Id))];
        }

        var company = await directory.Get(cancel);
        return TypedResults.Ok(found!.Where(c => company.Covers(me, c.Region)).Take(MostRows)
            .Select(c => new Item(c.Number, c.Status, c.Process, c.Region, c.SubmittedAt, c.ClosedAt)).ToArray());
    }

    private static Result<string> Taken<T>(Result<T> parsed, Func<T, string> writing) =>
        parsed.Failed(out var error, out var value) ? error : writing(value);
}
