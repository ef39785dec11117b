namespace Tongdian.Server.Platform.Privacy;

/// <summary>A person's key, opened for one operation. It never leaves this folder and is never printed.</summary>
public sealed class PersonKey
{
    private readonly byte[] key;

    internal PersonKey(Guid personId, byte[] key) => (PersonId, this.key) = (personId, key);

    public Guid PersonId { get; }

    internal byte[] Seal(ReadOnlySpan<byte> plain, string purpose) => Envelope.Seal(key, plain, Label(purpose));

    internal byte[] Open(ReadOnlySpan<byte> envelope, string purpose) => Envelope.Open(key, envelope, Label(purpose));

    private string Label(string purpose) => $"{PersonId:N}/{purpose}";
}
