using Microsoft.AspNetCore.Components.Forms;
using Tongdian.Domain;
using Tongdian.Domain.Forms;
using Tongdian.Server.Modules.Cases.PlainForms;
using Tongdian.Server.Modules.Files;

namespace Tongdian.Server.Modules.Cases.Desk;

/// <summary>Keeps what is chosen, photographed or signed on a live page; the case takes it with the next draft.</summary>
public sealed class KeepFile(IServiceScopeFactory scopes, FileSettings settings)
{
    /// <summary>Keeps a chosen file; <paramref name="progress"/> hears how much has come.</summary>
    public async Task<Result<FileLink>> Keep(string kind, IBrowserFile file, string staff, Action<long> progress, CancellationToken cancel)
    {
        if (file.Size > settings.Greatest)
            return FileErrors.TooLarge(settings.Greatest);
        await using var content = new Counted(file.OpenReadStream(settings.Greatest, cancel), progress);
        return await Keep(kind, content, staff, cancel);
    }

    /// <summary>Keeps a signature that was drawn on the page.</summary>
    public async Task<Result<SignatureLink>> Sign(string role, string picture, string staff, CancellationToken cancel)
    {
        if (DrawnPicture.Read(picture) is not { } bytes)
            return FileErrors.TypeUnknown;
        using var content = new MemoryStream(bytes);
        return (await Keep(role, content, staff, cancel)).Failed(out var refused, out var file) ? refused : new SignatureLink(role, file.File, file.Sha256);
    }

    private async Task<Result<FileLink>> Keep(string kind, Stream content, string staff, CancellationToken cancel)
    {
        // A page lives longer than a database context should.
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UploadFile>().Keep(content, staff, "", cancel)).Failed(out var refused, out var file)
            ? refused
            : new FileLink(kind, file.Id, file.MediaType, file.Sha256);
    }

    private sealed class Counted(Stream inner, Action<long> progress) : Stream
    {
        private long read;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => inner.Length;
        public override long Position { get => read; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            progress(read += count);
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
