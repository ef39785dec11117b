using System.Security.Cryptography;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.Files;

/// <summary>A file on its way in: already encrypted on this machine, not yet in the store. Whatever is not kept goes with it.</summary>
internal sealed class IncomingFile : IDisposable
{
    private const int BufferLength = 64 * 1024;

    private IncomingFile(Guid id, string folder)
    {
        Id = id;
        // Its own, for the same file may be on its way in twice.
        Original = Path.Combine(folder, $"{Guid.NewGuid():N}");
        View = Original + ".view";
    }

    public Guid Id { get; }

    /// <summary>Where the encrypted original waits.</summary>
    public string Original { get; }

    /// <summary>Where the encrypted derived copy waits, if there is one.</summary>
    public string View { get; }

    public byte[] Key { get; } = FileCrypto.NewKey();

    public byte[] ViewKey { get; } = FileCrypto.NewKey();

    public FileType Type { get; private set; } = FileType.Pdf;

    public long Bytes { get; private set; }

    public string Sha256 { get; private set; } = "";

    public Picture? Picture { get; private set; }

    /// <summary>Takes a body in without ever holding more than a chunk of it; stops reading where a bound is crossed.</summary>
    public static async Task<Result<IncomingFile>> Receive(Stream body, Guid id, FileSettings settings, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(settings.Incoming).FullName;
        var file = new IncomingFile(id, folder);
        Error? refusal = null;
        var taken = false;
        try
        {
            refusal = await file.Store(body, settings, cancellation) ?? await file.Look(settings, cancellation);
            taken = refusal is null;
        }
        finally
        {
            if (!taken)
                file.Dispose();
        }
        return refusal is null ? file : refusal;
    }

    /// <summary>The content, or the derived copy, encrypted under another key.</summary>
    /// <returns>Where it waits; whoever takes it moves it away.</returns>
    public async Task<string> Under(byte[] key, bool view, CancellationToken cancellation)
    {
        var (from, path) = (view ? View : Original, Original + (view ? ".view.again" : ".again"));
        await using var plain = new DecryptingStream(File.OpenRead(from), view ? ViewKey : Key, view ? Picture!.View.Length : Bytes);
        await using var target = new FileStream(path, FileMode.Create, FileAccess.Write);
        using var writer = new EncryptingWriter(target, key);
        var buffer = new byte[BufferLength];
        for (var count = await plain.ReadAsync(buffer, cancellation); count > 0; count = await plain.ReadAsync(buffer, cancellation))
            await writer.Write(buffer.AsMemory(0, count), cancellation);
        await writer.Complete(cancellation);
        return path;
    }

    public void Dispose()
    {
        File.Delete(Original);
        File.Delete(View);
    }

    private async Task<Error?> Store(Stream body, FileSettings settings, CancellationToken cancellation)
    {
        var buffer = new byte[BufferLength];
        var count = await Read(body, buffer, FileType.HeadLength, cancellation);
        if (count == 0)
            return FileErrors.Empty;
        if (FileType.Of(buffer.AsSpan(0, count)) is not { } type)
            return FileErrors.TypeUnknown;
        Type = type;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var target = new FileStream(Original, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, useAsync: true);
        using var writer = new EncryptingWriter(target, Key);
        for (; count > 0; count = await Read(body, buffer, 1, cancellation))
        {
            Bytes += count;
            if (Bytes > settings.LimitOf(type))
                return FileErrors.TooLarge(settings.LimitOf(type));
            hash.AppendData(buffer, 0, count);
            await writer.Write(buffer.AsMemory(0, count), cancellation);
        }
        await writer.Complete(cancellation);
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return null;
    }

    // The form reader says no more than "I/O error" when a form breaks off; a full disk must not look like that.
    private static async Task<int> Read(Stream body, byte[] buffer, int atLeast, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAtLeastAsync(buffer, atLeast, throwOnEndOfStream: false, cancellation);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new InvalidDataException("The form ends before its last boundary", broken);
        }
    }

    private async Task<Error?> Look(FileSettings settings, CancellationToken cancellation)
    {
        if (!Type.IsPicture)
            return null;
        await using var plain = new DecryptingStream(File.OpenRead(Original), Key, Bytes);
        if ((await Picture.Read(plain, Type, settings, cancellation)).Failed(out var error, out var picture))
            return error;
        Picture = picture;
        await using var target = new FileStream(View, FileMode.CreateNew, FileAccess.Write);
        using var writer = new EncryptingWriter(target, ViewKey);
        await writer.Write(picture.View, cancellation);
        await writer.Complete(cancellation);
        return null;
    }
}
