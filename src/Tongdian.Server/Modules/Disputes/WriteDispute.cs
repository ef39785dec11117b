using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look.Live;

namespace Tongdian.Server.Modules.Disputes;

/// <summary>
/// Writes a dispute file while it is sent: receipts, documents and photographs one after the other, then the pages that say what lies where, at the end the
/// list of all hashes. No more than a piece of one file is in memory.
/// </summary>
internal sealed class WriteDispute(IServiceScopeFactory scopes, DrawLive draw, ReadLog log, EvidenceSettings settings)
{
    private const int Piece = 64 << 10;
    private const string Readme = "README.txt";

    /// <summary>What is to be written.</summary>
    /// <param name="Meter">The meter that it is about; null when it is about one case.</param>
    /// <param name="Cases">The cases.</param>
    /// <param name="Reader">For whom.</param>
    /// <param name="Now">The instant of the operation.</param>
    public sealed record Order(string? Meter, IReadOnlyList<Dossier> Cases, ReadTold.Reader Reader, DateTimeOffset Now);

    /// <summary>Writes all of it.</summary>
    public async Task To(Stream stream, Order order, CancellationToken cancel)
    {
        await using var patient = new PatientStream(stream);
        await using (var zip = await ZipArchive.CreateAsync(patient, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel))
            await Fill(new Box(zip, order.Now), order, cancel);
        await patient.FlushAsync(cancel);
    }

    private async Task Fill(Box box, Order order, CancellationToken cancel)
    {
        foreach (var entry in order.Cases.SelectMany(c => c.Entries).Where(e => e.File is not null))
            await box.Put(entry.File!, entry.Receipt!, cancel);
        var papers = await Papers(box, order, cancel);
        var shown = order.Cases.SelectMany(c => c.Shown).ToList();
        var index = new DisputeIndex(
            [.. order.Cases.Select(c => c.Desk.Number)], order.Now, [.. order.Cases.SelectMany(c => c.Entries).Where(e => e.File is not null).Select(e => new DisputeReceipt(e.File!))],
            [.. shown], [.. order.Cases.SelectMany(c => c.Papers).Select(p => Content(p, papers[p.File])).OfType<DisputeContent>()],
            order.Cases.Sum(c => c.Waiting), order.Cases.Sum(c => c.Entries.Count(e => e.Proof == Proof.Destroyed)));
        await box.Put(DisputeIndex.FileName, index.ToJson(), cancel);
        await box.Put(DisputeIndex.Policy, settings.PolicyText, cancel);
        if (await log.Last(witnessed: true, cancel) is { } last)
            await box.Put("checkpoint", last.Note, cancel);
        var texts = order.Cases.SelectMany(c => c.Entries).Where(e => e.File is not null).ToDictionary(e => e.File!, e => e.Receipt!, StringComparer.Ordinal);
        var model = new DisputeModel(
            order.Meter, order.Cases, papers, shown, PageJson.Of(index with { Receipts = [.. index.Receipts.Select(r => r with { Text = texts[r.File] })] }, settings.PolicyText),
            settings.Origin, settings.Policy.Witnesses.Length, order.Now, order.Reader);
        foreach (var (file, language) in new[] { (DisputeModel.Chinese, Language.Chinese), (DisputeModel.English, Language.English) })
            await box.Put(file, await Language.In(language, () => draw.Html<DisputePage>(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(DisputePage.Model)] = model })), cancel);
        await box.Put(Readme, string.Join("\n\n", Language.Supported.Select(l => Language.In(l, () => DisputeTexts.Text("readme")))) + "\n", cancel);
        await box.Put(DisputeIndex.Sums, box.Sums(), cancel);
    }

    private static DisputeContent? Content(DisputePaper paper, PaperInFile lies) =>
        lies is { Path: { } path, Sha256: { } hash } ? new DisputeContent(path, hash, paper.Recorded, paper.Entry?.File) : null;

    private async Task<Dictionary<Guid, PaperInFile>> Papers(Box box, Order order, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, PaperInFile>();
        await using var scope = scopes.CreateAsyncScope();
        var read = scope.ServiceProvider.GetRequiredService<ReadFile>();
        foreach (var one in order.Cases)
        {
            foreach (var (nth, paper) in one.Papers.Index())
                found[paper.File] = await Put(box, read, one, paper, nth + 1, cancel);
        }

        return found;
    }

    // Originals are for colleagues, as on their pages.
    private static async Task<PaperInFile> Put(Box box, ReadFile read, Dossier one, DisputePaper paper, int nth, CancellationToken cancel)
    {
        if (paper.Seen is not { } seen)
            return new PaperInFile(null, null, PaperStanding.Withheld);
        if ((await read.Content(one.Desk.State.Id.Value, seen, original: one.Reader != ReadTold.Reader.Customer, cancel)).Failed(out _, out var file))
            return new PaperInFile(null, null, PaperStanding.Destroyed);
        await using var content = file.Content;
        var kind = string.Concat((paper.IsSignature ? $"signature-{paper.Kind}" : paper.Kind).Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
        var path = string.Create(CultureInfo.InvariantCulture, $"{(paper.IsPicture && !paper.IsSignature ? "photos" : "documents")}/{one.Desk.Number}-{nth:000}-{kind}{Path.GetExtension(file.Name)}");
        var hash = await box.Put(path, content, cancel);
        return new PaperInFile(path, hash, hash == paper.Recorded ? PaperStanding.Original : PaperStanding.Copy);
    }

    /// <summary>The zip as it grows, and the hashes of what is in it.</summary>
    private sealed class Box(ZipArchive zip, DateTimeOffset now)
    {
        private readonly StringBuilder sums = new();

        public string Sums() => sums.ToString();

        public async Task Put(string name, string text, CancellationToken cancel)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await Put(name, content, cancel);
        }

        public async Task<string> Put(string name, Stream content, CancellationToken cancel)
        {
            // Photographs and papers are as small as they get.
            var entry = zip.CreateEntry(name, name.StartsWith("photos/", StringComparison.Ordinal) ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
            entry.LastWriteTime = now;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var into = await entry.OpenAsync(cancel))
            {
                var piece = new byte[Piece];
                for (int read; (read = await content.ReadAsync(piece, cancel)) > 0;)
                {
                    hash.AppendData(piece.AsSpan(0, read));
                    await into.WriteAsync(piece.AsMemory(0, read), cancel);
                }
            }

            var sum = Convert.ToHexStringLower(hash.GetHashAndReset());
            sums.Append(CultureInfo.InvariantCulture, $"{sum}  {name}\n");
            return sum;
        }
    }
}
