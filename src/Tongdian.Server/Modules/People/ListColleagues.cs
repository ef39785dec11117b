using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.People;

/// <summary>Everybody of the company, also who left, by work number.</summary>
public sealed class ListColleagues(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory)
{
    private const int MostRows = 500;

    /// <summary>A colleague as an administrator sees them; <paramref name="Scopes"/> is what a system may call, and null for people.</summary>
    public sealed record Item(
        Guid Id, string Login, string Name, string WorkNumber, string? Phone, IReadOnlyList<string> Roles, IReadOnlyList<string> Departments,
        IReadOnlyList<string> Regions, IReadOnlyList<string>? Scopes, bool Active, bool MustChangePassword, bool SecondFactor, Guid? Deputy, DateTimeOffset? DeputyFrom,
        DateTimeOffset? DeputyUntil, string Version)
    {
        internal static Item Of(StaffUser u, Company company) => new(
            u.Id, u.UserName!, u.DisplayName, u.WorkNumber, u.PhoneNumber, u.Roles, u.Departments, u.Regions, company.Staff.GetValueOrDefault(u.Id.ToString())?.Scopes, u.Active,
            u.MustChangePassword, u.TwoFactorEnabled, u.DeputyId, u.DeputyFrom, u.DeputyUntil, u.ConcurrencyStamp ?? "");
    }

    /// <summary>One page; <paramref name="Next"/> is the cursor of the following one.</summary>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    private sealed record Cursor(string WorkNumber);

    internal static async Task<IResult> Handle(string? q, string? role, string? after, int? limit, HttpContext http, ListColleagues use)
    {
        if (limit is < 1 or > MostRows)
            return Problem.From(Pages.BadLimit(MostRows));
        if (FreeText.Fault("q", q, 100) is { } unfit)
            return Problem.From(AdministrationErrors.Invalid([unfit]));
        return await use.Read(q, role, after, limit ?? 50, http.RequestAborted) is { } page ? TypedResults.Ok(page) : Problem.From(Pages.BadCursor);
    }

    /// <summary>A page of those whose name, login or work number has the text in it, and who have the role; null when the cursor is not one.</summary>
    public async Task<Page?> Read(string? q, string? role, string? after, int limit, CancellationToken cancel)
    {
        Cursor? from = null;
        if (after is not null && (!Pages.TryRead(after, out from) || !Codes.IsCode(from.WorkNumber)))
            return null;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var staff = context.Users.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(q))
        {
            var text = q.Trim();
            staff = staff.Where(u => u.DisplayName.Contains(text) || u.UserName!.Contains(text) || u.WorkNumber.Contains(text));
        }

        if (role is not null && Codes.IsCode(role))
            staff = staff.Where(u => u.Roles.Contains(role));
#pragma warning disable CA1309 // The databases compare; only this form is translated.
        if (from is { WorkNumber: var last })
            staff = staff.Where(u => string.Compare(u.WorkNumber, last) > 0);
#pragma warning restore CA1309
        var rows = await staff.OrderBy(u => u.WorkNumber).Take(limit + 1).ToListAsync(cancel);
        var company = await directory.Get(cancel);
        return new Page([.. rows.Take(limit).Select(u => Item.Of(u, company))], rows.Count > limit ? Pages.Write(new Cursor(rows[limit - 1].WorkNumber)) : null);
    }
}
