using System.Globalization;
using System.Numerics;

namespace Tongdian.Server.Modules.Evidence.Chain;

/// <summary>How a chain is spoken with, and who signs.</summary>
/// <param name="Node">JSON-RPC of a node.</param>
/// <param name="Signer">JSON-RPC of whoever signs for the account: the node itself, or a signer beside it.</param>
/// <param name="Account">Who sends.</param>
/// <param name="Key">The account's key where this program signs; null where node or signer do.</param>
/// <param name="GasPrice">In wei; null: what the node says.</param>
internal sealed record ChainAccess(Uri Node, Uri Signer, string Account, EvmKey? Key, BigInteger? GasPrice)
{
    /// <summary>Reads it; null where no node is named.</summary>
    /// <exception cref="FormatException">Something cannot be; the setting is named.</exception>
    public static ChainAccess? Read(IConfiguration configuration)
    {
        if (Address(configuration["Evidence:Chain:Url"], "Evidence:Chain:Url") is not { } node)
            return null;
        var secret = configuration["Evidence:Chain:Key"];
        var key = string.IsNullOrEmpty(secret) ? null : EvmKey.Read(secret) ?? throw new FormatException("Evidence:Chain:Key must be a secp256k1 key of 64 hexadecimal digits");
        var named = configuration["Evidence:Chain:Account"];
        if (string.IsNullOrEmpty(named) == key is null)
            throw new FormatException("Evidence:Chain:Account names the account for which node or signer sign; or Evidence:Chain:Key is its key. One of them, not both");
        var account = key?.Address ?? EvmText.Address(named) ?? throw new FormatException("Evidence:Chain:Account must be 0x and 40 hexadecimal digits");
        var price = configuration["Evidence:Chain:GasPrice"];
        BigInteger? gas = string.IsNullOrEmpty(price) ? null : BigInteger.TryParse(price, NumberStyles.None, CultureInfo.InvariantCulture, out var wei)
            ? wei
            : throw new FormatException("Evidence:Chain:GasPrice must be a number of wei");
        return new ChainAccess(node, Address(configuration["Evidence:Chain:Signer"], "Evidence:Chain:Signer") ?? node, account, key, gas);
    }

    private static Uri? Address(string? text, string name) =>
        string.IsNullOrEmpty(text) ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new FormatException($"{name} must be an address that begins with http:// or https://");
}

/// <summary>Where the log is anchored. Without it everything else works.</summary>
/// <param name="Access">How the chain is spoken with.</param>
/// <param name="Id">Which chain: another one behind the same address gets nothing.</param>
/// <param name="Contract">The contract's address.</param>
/// <param name="Every">At most one anchor in so long.</param>
internal sealed record ChainSettings(ChainAccess Access, long Id, string Contract, TimeSpan Every)
{
    /// <summary>Reads them; null where there is no chain.</summary>
    /// <exception cref="FormatException">Something cannot be; the setting is named.</exception>
    public static ChainSettings? Read(IConfiguration configuration)
    {
        if (ChainAccess.Read(configuration) is not { } access)
            return null;
        if (!long.TryParse(configuration["Evidence:Chain:Id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == 0)
            throw new FormatException("Evidence:Chain:Id must be the number of the chain, as its eth_chainId says");
        if (EvmText.Address(configuration["Evidence:Chain:Contract"]) is not { } contract)
            throw new FormatException("Evidence:Chain:Contract must be the address of the contract, 0x and 40 hexadecimal digits; ./run chain deploy makes one");
        var seconds = configuration.GetValue("Evidence:Chain:Seconds", 60);
        return seconds is >= 1 and <= 86_400
            ? new ChainSettings(access, id, contract, TimeSpan.FromSeconds(seconds))
            : throw new FormatException("Evidence:Chain:Seconds must be from 1 to 86400");
    }
}
