using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Field;

/// <summary>
/// The pieces of uploads, sealed, in the database: what was acknowledged is there after a power cut and on every server, and a piece counts in the same
/// commit that keeps it.
/// </summary>
public sealed class UploadPieces(MasterKey master)
{
    private const int SweptAtOnce = 5;

    private readonly byte[] key = master.Derive("field-pieces");

    /// <summary>Adds the next piece; false when another one was faster.</summary>
    public async Task<bool> Add(TongdianContext context, FieldUpload upload, ReadOnlyMemory<byte> piece, CancellationToken cancel)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var (end, before) = (upload.Received + piece.Length, upload.Received);
        if (await context.Set<FieldUpload>().Where(u => u.Id == upload.Id && u.Received == before && u.SafeAt == null)
                .ExecuteUpdateAsync(u => u.SetProperty(x => x.Received, end), cancel) == 0)
            return false;
        context.Add(new FieldPiece { Upload = upload.Id, Offset = before, Bytes = piece.Length, Sealed = Envelope.Seal(KeyOf(upload), piece.Span, Label(upload.Id, before)) });
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        context.ChangeTracker.Clear();
        return true;
    }

    /// <summary>The whole, in memory: no longer than a photo or document may be.</summary>
    public async Task<MemoryStream> Whole(TongdianContext context, FieldUpload upload, CancellationToken cancel)
    {
        var whole = new MemoryStream((int)upload.Bytes);
        await foreach (var piece in context.Set<FieldPiece>().AsNoTracking().Where(p => p.Upload == upload.Id).OrderBy(p => p.Offset).AsAsyncEnumerable().WithCancellation(cancel))
            whole.Write(Envelope.Open(KeyOf(upload), piece.Sealed, Label(upload.Id, piece.Offset)));
        whole.Position = 0;
        return whole;
    }

    /// <summary>The whole is kept elsewhere.</summary>
    /// <param name="context">The database.</param>
    /// <param name="upload">Which.</param>
    /// <param name="now">The instant.</param>
    /// <param name="reading">What is to be read from it.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Whether it was still to be finished.</returns>
    public Task<bool> Finish(TongdianContext context, FieldUpload upload, DateTimeOffset now, PictureReading? reading, CancellationToken cancel) =>
        Clear(
            context, upload, async u =>
            {
                var finished = await u.Where(x => x.SafeAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.SafeAt, now), cancel);
                if (finished > 0 && reading is not null && !await context.Set<PictureReading>().AnyAsync(r => r.FileId == reading.FileId, cancel))
                {
                    context.Add(reading);
                    await context.SaveChangesAsync(cancel);
                }

                return finished;
            }, cancel);

    /// <summary>It has to come again from its beginning; what is safe stays.</summary>
    /// <returns>Whether it has to.</returns>
    public Task<bool> Drop(TongdianContext context, FieldUpload upload, CancellationToken cancel) =>
        Clear(context, upload, u => u.Where(x => x.SafeAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.Received, 0), cancel), cancel);

    /// <summary>What was safe is no more, and has to come again from its beginning.</summary>
    /// <returns>Whether it was safe until now.</returns>
    public Task<bool> Reopen(TongdianContext context, FieldUpload upload, DateTimeOffset now, CancellationToken cancel) =>
        Clear(
            context, upload,
            u => u.Where(x => x.SafeAt != null).ExecuteUpdateAsync(
                s => s.SetProperty(x => x.SafeAt, (DateTimeOffset?)null).SetProperty(x => x.Received, 0).SetProperty(x => x.At, now), cancel),
            cancel);

    /// <summary>Forgets what was begun before and never came whole. A little at a time, so no schedule is needed.</summary>
    public async Task Sweep(TongdianContext context, DateTimeOffset before, CancellationToken cancel)
    {
        var old = await context.Set<FieldUpload>().AsNoTracking().Where(u => u.SafeAt == null && u.At < before).OrderBy(u => u.At).Take(SweptAtOnce).ToListAsync(cancel);
        foreach (var upload in old)
            await Clear(context, upload, u => u.ExecuteDeleteAsync(cancel), cancel);
    }

    // The pieces go with the change of their upload, or nothing happens.
    private static async Task<bool> Clear(TongdianContext context, FieldUpload upload, Func<IQueryable<FieldUpload>, Task<int>> change, CancellationToken cancel)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        if (await change(context.Set<FieldUpload>().Where(u => u.Id == upload.Id)) == 0)
            return false;
        await context.Set<FieldPiece>().Where(p => p.Upload == upload.Id).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private byte[] KeyOf(FieldUpload upload) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.UTF8.GetBytes($"{upload.Id}"));

    private static string Label(Guid upload, long offset) => FormattableString.Invariant($"field-piece/{upload}/{offset}");
}
