using System.Security.Cryptography;
using System.Text;

namespace Tongdian.Server.Platform.Privacy;

/// <summary>
/// The code with which a customer looks at a case. It follows from the case by HMAC and is stored nowhere. Eight characters of
/// 32 (no 0, 1, I, O) are 40 bits: enough only together with a limit on wrong tries.
/// </summary>
public sealed class AccessCode(MasterKey master)
{
    /// <summary>How many bits a guesser has to find.</summary>
    internal const int Bits = 5 * Length;

    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Length = 8;
    private readonly byte[] key = master.Derive("access-code");

    /// <summary>The code of a case.</summary>
    public string For(Guid caseId)
    {
        Span<byte> id = stackalloc byte[16];
        caseId.TryWriteBytes(id, bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, id, hash);
        Span<char> code = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
            code[i] = Alphabet[hash[i] & 31];
        return new string(code);
    }

    /// <summary>Whether this is the code of the case, in small or capital letters, with or without spaces and dashes.</summary>
    public bool Matches(Guid caseId, string? given)
    {
        var written = (given ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-').Take(Length + 1).Select(char.ToUpperInvariant);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(For(caseId)), Encoding.UTF8.GetBytes(string.Concat(written)));
    }
}
