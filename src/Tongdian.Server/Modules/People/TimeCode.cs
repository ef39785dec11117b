using System.Globalization;
using System.Security.Cryptography;

namespace Tongdian.Server.Modules.People;

/// <summary>
/// Codes of six digits that change every 30 seconds (RFC 6238). The framework's own check says yes or no; here it must be known which step a code is of, so that
/// none is taken twice, and the time is the platform's.
/// </summary>
internal static class TimeCode
{
    public const int Digits = 6;

    private const int Seconds = 30;

    // A telephone's clock may be half a minute wrong.
    private const int Drift = 1;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step that a code is of, when it is one of now.</summary>
    /// <param name="key">The key in base32.</param>
    /// <param name="code">What was entered.</param>
    /// <param name="now">The time.</param>
    public static long? StepOf(string key, string code, DateTimeOffset now)
    {
        var (octets, at, found) = (Octets(key), Step(now), (long?)null);
        for (var step = at - Drift; step <= at + Drift; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Of(octets, step)), System.Text.Encoding.UTF8.GetBytes(code)))
                found = step;
        }

        return found;
    }

    /// <summary>The code of now.</summary>
    public static string At(string key, DateTimeOffset now) => Of(Octets(key), Step(now));

    private static long Step(DateTimeOffset now) => now.ToUnixTimeSeconds() / Seconds;

    private static string Of(byte[] key, long step)
    {
        Span<byte> message = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(message, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What every app for such codes computes; HMAC does not rest on what SHA-1 lost.
        HMACSHA1.HashData(key, message, hash);
#pragma warning restore CA5350
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Octets(string base32)
    {
        var (octets, bits, held) = (new List<byte>(), 0, 0);
        foreach (var letter in base32.TrimEnd('='))
        {
            bits = (bits << 5) | Alphabet.IndexOf(letter, StringComparison.Ordinal);
            held += 5;
            if (held >= 8)
            {
                held -= 8;
                octets.Add((byte)(bits >> held));
                bits &= (1 << held) - 1;
            }
        }

        return [.. octets];
    }
}
