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
    public Task Finish(TongdianContext context, FieldUpload upload, DateTimeOffset now, PictureReading? reading, CancellationToken cancel) =>
        Clear(
            context, upload, async u =>
            {
                await u.ExecuteUpdateAsync(s => s.SetProperty(x => x.SafeAt, now), cancel);
                if (reading is not null && !await context.Set<PictureReading>().AnyAsync(r => r.FileId == reading.FileId, cancel))
                {
                    context.Add(reading);
                    await context.SaveChangesAsync(cancel);
                }

                return 0;
            }, cancel);

    /// <summary>It has to come again from its beginning.</summary>
    public Task Drop(TongdianContext context, FieldUpload upload, CancellationToken cancel) =>
        Clear(context, upload, u => u.ExecuteUpdateAsync(s => s.SetProperty(x => x.Received, 0), cancel), cancel);

    /// <summary>Forgets what was begun before and never came whole. A little at a time, so no schedule is needed.</summary>
    public async Task Sweep(TongdianContext context, DateTimeOffset before, CancellationToken cancel)
    {
        var old = await context.Set<FieldUpload>().AsNoTracking().Where(u => u.SafeAt == null && u.At < before).OrderBy(u => u.At).Take(SweptAtOnce).ToListAsync(cancel);
        foreach (var upload in old)
            await Clear(context, upload, u => u.ExecuteDeleteAsync(cancel), cancel);
    }

    private static async Task Clear(TongdianContext context, FieldUpload upload, Func<IQueryable<FieldUpload>, Task<int>> and, CancellationToken cancel)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await and(context.Set<FieldUpload>().Where(u => u.Id == upload.Id));
        await context.Set<FieldPiece>().Where(p => p.Upload == upload.Id).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private byte[] KeyOf(FieldUpload upload) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.UTF8.GetBytes($"{upload.Id}"));

    private static string Label(Guid upload, long offset) => FormattableString.Invariant($"field-piece/{upload}/{offset}");
}
