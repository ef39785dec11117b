using System.Text.Json;

namespace Tongdian.Server.Modules.Supply;

/// <summary>A name that was typed instead of drawn, and confirmed with a code; sealed under the id of its picture.</summary>
/// <param name="Name">The name.</param>
/// <param name="Phone">The telephone that the code went to, masked.</param>
/// <param name="At">When.</param>
internal sealed record TypedSignature(string Name, string Phone, DateTimeOffset At)
{
    /// <summary>What it is sealed for.</summary>
    public const string Purpose = "typed-signature";

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static TypedSignature FromJson(byte[] json) => JsonSerializer.Deserialize<TypedSignature>(json) ?? throw new JsonException("An empty signature");
}
