using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.People;

/// <summary>
/// What every change of a colleague goes through: found, changed, written with its entry in the log in one transaction, known to the directory.
/// Whoever is about to be the last active administrator keeps the role.
/// </summary>
public sealed class ColleagueDesk(IServiceScopeFactory scopes, CompanyDirectory directory, TimeProvider time)
{
    // Letters and digits that nobody mistakes for another when reading them out.
    private const string Readable = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Groups = 4;

    /// <summary>Adds a colleague; with scopes: a system.</summary>
    public async Task<Result<Guid>> Add(
        StaffUser user, IReadOnlyList<string>? allowed, string password, StaffMember by, IReadOnlyList<Change> changes, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (context, users) = (scope.ServiceProvider.GetRequiredService<TongdianContext>(), scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>());
        if (await users.FindByNameAsync(user.UserName!) is not null)
            return AdministrationErrors.LoginTaken;
        context.AddRange(CompanySystems.Claims(user.Id, allowed ?? []));
        context.Add(AdministrationEntry.Of(by, time.GetUtcNow(), allowed is null ? Acts.StaffCreated : Acts.SystemMade, user.UserName!, changes));
        return await Written(context, user, () => users.CreateAsync(user, password), cancel) is { } refused ? refused : user.Id;
    }

    /// <summary>Changes a colleague.</summary>
    /// <param name="id">Whom.</param>
    /// <param name="version">What the change was made from; null: whatever it is.</param>
    /// <param name="by">The administrator.</param>
    /// <param name="act">One of <see cref="Acts"/>.</param>
    /// <param name="change">Makes the change and says what it was.</param>
    /// <param name="cancel">Nobody waits any more.</param>
    public Task<Result<StaffUser>> Change(
        Guid id, string? version, StaffMember by, string act, Func<StaffUser, IReadOnlyList<Change>> change, CancellationToken cancel) =>
        Change(id, version, by, act, (_, user) => Task.FromResult(change(user)), cancel);

    /// <summary>Changes a colleague, and what is kept beside them.</summary>
    public async Task<Result<StaffUser>> Change(
        Guid id, string? version, StaffMember by, string act, Func<TongdianContext, StaffUser, Task<IReadOnlyList<Change>>> change, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (context, users) = (scope.ServiceProvider.GetRequiredService<TongdianContext>(), scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>());
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        // Two administrators who deactivate each other: the second waits here and then sees that the other is gone.
        await context.Users.Where(u => u.Active && u.Roles.Contains(Roles.Administrator))
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.AccessFailedCount, x => x.AccessFailedCount), cancel);
        var user = await context.Users.FirstOrDefaultAsync(u => u.Id == id, cancel);
        if (user is null)
            return AdministrationErrors.StaffUnknown;
        if (version is not null && version != user.ConcurrencyStamp)
            return AdministrationErrors.StaffStale;
        var administers = Administers(user);
        var changes = await change(context, user);
        if (administers && !Administers(user) && !await context.Users.AnyAsync(u => u.Id != id && u.Active && u.Roles.Contains(Roles.Administrator), cancel))
            return AdministrationErrors.LastAdministrator;
        context.Add(AdministrationEntry.Of(by, time.GetUtcNow(), act, user.UserName!, changes));
        if (await Written(context, user, () => users.UpdateAsync(user), cancel) is { } notWritten)
            return notWritten;
        await transaction.CommitAsync(cancel);
        directory.Changed();
        return user;
    }

    /// <summary>A password to be read out once: long enough that nobody guesses it, with every kind of character that the rules ask for.</summary>
    public static string NewPassword()
    {
        while (true)
        {
            var text = string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Readable, 4)));
            if (text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetterUpper) && text.Any(char.IsAsciiLetterLower))
                return text;
        }
    }

    /// <summary>With another stamp, every session that was opened under the old one ends.</summary>
    public static string NewStamp() => RandomNumberGenerator.GetHexString(40);

    private static bool Administers(StaffUser user) => user.Active && user.Roles.Contains(Roles.Administrator);

    private async Task<Error?> Written(TongdianContext context, StaffUser user, Func<Task<IdentityResult>> write, CancellationToken cancel)
    {
        if (await context.Users.AnyAsync(u => u.Id != user.Id && u.WorkNumber == user.WorkNumber, cancel))
            return AdministrationErrors.WorkNumberTaken;
        IdentityResult result;
        try
        {
            result = await write();
        }
        catch (DbUpdateException e) when (e.InnerException is DbException)
        {
            // Somebody else took the number or the name since it was looked for.
            context.ChangeTracker.Clear();
            return AdministrationErrors.WorkNumberTaken;
        }

        directory.Changed();
        return result.Errors.FirstOrDefault() switch
        {
            null => null,
            { Code: nameof(IdentityErrorDescriber.DuplicateUserName) } => AdministrationErrors.LoginTaken,
            { Code: nameof(IdentityErrorDescriber.ConcurrencyFailure) } => AdministrationErrors.StaffStale,
            var other => throw new InvalidOperationException($"{other.Code}: {other.Description}"),
        };
    }
}
