using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.People;

/// <summary>Where colleagues are stored. The key of a second factor lies sealed and of recovery codes only a keyed hash: reading the database makes nobody a colleague.</summary>
public sealed class StaffStore(TongdianContext context, MasterKey master, IdentityErrorDescriber describer)
    : UserOnlyStore<StaffUser, TongdianContext, Guid>(context, describer)
{
    // Names that the framework keeps codes under.
    private const string Provider = "[AspNetUserStore]";
    private const string RecoveryCodes = "RecoveryCodes";

    /// <summary>What the key is for under which the keys of second factors are; recovery codes are hashed with it.</summary>
    internal const string Label = "second-factor";

    private readonly byte[] sealing = master.Derive(Label);

    public override Task SetAuthenticatorKeyAsync(StaffUser user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, Convert.ToBase64String(Envelope.Seal(sealing, Encoding.ASCII.GetBytes(key), Label + user.Id)), cancellationToken);

    public override async Task<string?> GetAuthenticatorKeyAsync(StaffUser user, CancellationToken cancellationToken) =>
        await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } stored
            ? Encoding.ASCII.GetString(Envelope.Open(sealing, Convert.FromBase64String(stored), Label + user.Id))
            : null;

    public override Task ReplaceCodesAsync(StaffUser user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(c => Hash(user, c)), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(StaffUser user, string code, CancellationToken cancellationToken)
    {
        var left = (await GetTokenAsync(user, Provider, RecoveryCodes, cancellationToken) ?? "").Split(';').ToList();
        if (!left.Remove(Hash(user, code)))
            return false;
        await base.ReplaceCodesAsync(user, left, cancellationToken);
        return true;
    }

    private string Hash(StaffUser user, string code) => Convert.ToHexStringLower(HMACSHA256.HashData(sealing, Encoding.UTF8.GetBytes($"{user.Id} {code}")));
}
