using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.People;

/// <summary>
/// The second proof of who a colleague is: a code of six digits from an app on their telephone, or one of ten recovery codes. Each opens once; wrong ones count like
/// wrong passwords.
/// </summary>
public sealed class SecondFactor(
    UserManager<StaffUser> users, IUserStore<StaffUser> store, SignInTries tries, SecondFactorRule rule, IDataProtectionProvider protection, TimeProvider time,
    CompanyDirectory directory)
{
    private const int Codes = 10;
    private const string Provider = "tongdian";
    private const string LastStep = "second-factor-step";

    // Between the password and the code a person looks for their telephone.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly IDataProtector sealing = protection.CreateProtector("second-factor");

    /// <summary>Whether this colleague is asked for a code.</summary>
    public bool IsAsked(StaffUser user) => rule.Offered && user.TwoFactorEnabled;

    /// <summary>Whether this colleague has to set it up before anything else.</summary>
    public bool IsMissing(StaffUser user) => rule.Requires(user) && !user.TwoFactorEnabled;

    /// <summary>Whether this colleague may not go without.</summary>
    public bool IsRequired(StaffUser user) => rule.Requires(user);

    /// <summary>Whether anybody can set it up.</summary>
    public bool IsOffered => rule.Offered;

    /// <summary>How many recovery codes are left.</summary>
    public Task<int> CodesLeft(StaffUser user) => users.CountRecoveryCodesAsync(user);

    /// <summary>A key for an app, in base32.</summary>
    public string NewKey() => users.GenerateNewAuthenticatorKey();

    /// <summary>The address that an app reads from a picture.</summary>
    public static string Address(StaffUser user, string key) => $"otpauth://totp/Tongdian:{Uri.EscapeDataString(user.UserName!)}?secret={key}&issuer=Tongdian&digits={TimeCode.Digits}";

    /// <summary>The refusal of a code; null when it is right, and then it is used up.</summary>
    public async Task<Error?> Check(StaffUser user, string? code)
    {
        var entered = Written(code);
        if (entered.Length == 0)
            return PeopleErrors.CodeRequired;
        if (!await tries.Take(user))
            return PeopleErrors.LockedOut;
        if (!(entered.Length == TimeCode.Digits ? await IsOfNow(user, entered) : await Redeemed(user, entered)))
            return PeopleErrors.WrongCode;
        await tries.BeginAnew(user);
        return null;
    }

    /// <summary>Sets it up with a key that an app has shown it knows. All sessions end.</summary>
    /// <returns>The recovery codes, shown this once.</returns>
    public async Task<Result<string[]>> SetUp(StaffUser user, string key, string? code)
    {
        if (TimeCode.StepOf(key, Written(code), time.GetUtcNow()) is not { } step)
            return PeopleErrors.WrongCode;
        await ((IUserAuthenticatorKeyStore<StaffUser>)store).SetAuthenticatorKeyAsync(user, key, default);
        if (!(await Used(user, step)).Succeeded)
            return AdministrationErrors.StaffStale;
        // Asked for only from the last step on: nobody is shut out by half of it.
        if ((await NewCodes(user)).Failed(out var stale, out var codes))
            return stale;
        if (!(await users.SetTwoFactorEnabledAsync(user, true)).Succeeded)
            return AdministrationErrors.StaffStale;
        directory.Changed();
        return codes;
    }

    /// <summary>Ten other recovery codes; those before are worth nothing.</summary>
    public async Task<Result<string[]>> NewCodes(StaffUser user) =>
        await users.GenerateNewTwoFactorRecoveryCodesAsync(user, Codes) is { } made ? made.ToArray() : AdministrationErrors.StaffStale;

    /// <summary>Goes without from now on. All sessions end.</summary>
    /// <returns>Why not; null when it is done.</returns>
    public async Task<Error?> TakeAway(StaffUser user)
    {
        if (!(await users.SetTwoFactorEnabledAsync(user, false)).Succeeded)
            return AdministrationErrors.StaffStale;
        directory.Changed();
        return null;
    }

    /// <summary>What a browser brings back with the code, so that the password is not sent twice; with a key: what is being set up.</summary>
    public string Ticket(StaffUser user, string? key = null) => sealing.Protect(JsonSerializer.Serialize(new Ticketed(user.Id, user.SecurityStamp ?? "", time.GetUtcNow() + Patience, key)));

    /// <summary>Who brings a ticket, with the key in it; null when it is none, too old, or the colleague is another since.</summary>
    public async Task<(StaffUser User, string? Key)?> Read(string? ticket)
    {
        try
        {
            return JsonSerializer.Deserialize<Ticketed>(sealing.Unprotect(ticket ?? "")) is { } read && time.GetUtcNow() < read.Until
                && await users.FindByIdAsync(read.User.ToString()) is { Active: true } user && user.SecurityStamp == read.Stamp
                ? (user, read.Key)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // A code is good once: the step of the last one is kept, and of two at the same instant only one can write it.
    private async Task<bool> IsOfNow(StaffUser user, string code)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is not { } key || TimeCode.StepOf(key, code, time.GetUtcNow()) is not { } step)
            return false;
        var last = await users.GetAuthenticationTokenAsync(user, Provider, LastStep);
        return (last is null || step > long.Parse(last, CultureInfo.InvariantCulture)) && (await Used(user, step)).Succeeded;
    }

    private Task<IdentityResult> Used(StaffUser user, long step) => users.SetAuthenticationTokenAsync(user, Provider, LastStep, step.ToString(CultureInfo.InvariantCulture));

    private async Task<bool> Redeemed(StaffUser user, string code) => (await users.RedeemTwoFactorRecoveryCodeAsync(user, code.Length == 10 ? $"{code[..5]}-{code[5..]}" : code)).Succeeded;

    // As people type it: with spaces, dashes, small letters.
    private static string Written(string? code) => code is { Length: <= 40 } ? string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant() : code is null ? "" : "?";

    private sealed record Ticketed(Guid User, string Stamp, DateTimeOffset Until, string? Key);
}
