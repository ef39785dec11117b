using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Tongdian.Domain;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Platform.Access;

/// <summary>What a link in a message leads to. The numbers are in links that are out: never change them.</summary>
public enum LinkTarget
{
    /// <summary>The case.</summary>
    Case = 1,

    /// <summary>The scheme, to be accepted or not.</summary>
    Scheme = 2,

    /// <summary>The contract, to be signed.</summary>
    Contract = 3,

    /// <summary>By what way the customer is told.</summary>
    Choices = 4,

    /// <summary>What the customer thinks; it opens nothing else.</summary>
    Evaluation = 5,

    /// <summary>The service notice of the visit that comes next.</summary>
    Visit = 6,

    /// <summary>The questions a week after power-on; it opens nothing else.</summary>
    FollowUp = 7,

    /// <summary>Declines what is not about the case; it opens nothing else.</summary>
    Stop = 8,

    /// <summary>Not a link: what WeChat brings back of a case that is being joined with it.</summary>
    WeChat = 9,

    /// <summary>The report of the survey, to be signed.</summary>
    Report = 10,
}

/// <summary>
/// Links in messages: they open one case, for some days. Who, what and until when are in the link itself, under a signature; nothing is stored, and
/// nothing in it can be changed.
/// </summary>
public sealed class CaseLinks(MasterKey master)
{
    /// <summary>The link was made by nobody here, or changed.</summary>
    public static readonly Error Unknown = new(ErrorKind.NotFound, "link.unknown");

    /// <summary>The link was good, and its time is over.</summary>
    public static readonly Error Expired = new Error(ErrorKind.NotFound, "link.expired").With("status", "410");

    private const int Said = 16 + 1 + 4;
    private const int Signature = 12;

    private readonly byte[] key = master.Derive("case-links");

    /// <summary>What stands behind <c>/m/</c> in the address.</summary>
    /// <param name="id">The case.</param>
    /// <param name="target">What it leads to.</param>
    /// <param name="until">When it ends, to the minute.</param>
    public string For(Guid id, LinkTarget target, DateTimeOffset until)
    {
        Span<byte> token = stackalloc byte[Said + Signature];
        id.TryWriteBytes(token, bigEndian: true, out _);
        token[16] = (byte)target;
        BinaryPrimitives.WriteUInt32BigEndian(token[17..], (uint)(until.ToUnixTimeSeconds() / 60));
        Sign(token[..Said], token[Said..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>What a link says; or <see cref="Unknown"/>, or <see cref="Expired"/>.</summary>
    public Result<(Guid Id, LinkTarget Target)> Read(string text, DateTimeOffset now)
    {
        Span<byte> token = stackalloc byte[Said + Signature];
        Span<byte> signature = stackalloc byte[Signature];
        if (text.Length > 60 || !Base64Url.IsValid(text, out var length) || length != token.Length)
            return Unknown;
        Base64Url.DecodeFromChars(text, token);
        Sign(token[..Said], signature);
        if (!CryptographicOperations.FixedTimeEquals(signature, token[Said..]))
            return Unknown;
        return now.ToUnixTimeSeconds() / 60 > BinaryPrimitives.ReadUInt32BigEndian(token[17..])
            ? Expired
            : (new Guid(token[..16], bigEndian: true), (LinkTarget)token[16]);
    }

    private void Sign(ReadOnlySpan<byte> said, Span<byte> signature)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, said, hash);
        hash[..Signature].CopyTo(signature);
    }
}
