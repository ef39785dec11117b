using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Disputes;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.PersonalData;

/// <summary>
/// A copy of everything that is kept about somebody, in one zip: a page to read, the same as JSON for programs (PIPL article 45, third paragraph), and their files as
/// they came. It is written while it is sent, one file after the other.
/// </summary>
internal sealed class WriteExport(IDbContextFactory<TongdianContext> contexts, Vault vault, ReadRows rows, ReadFile files, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private sealed record Opened(DateTimeOffset At, string What, string Content);

    private sealed record Kept(string Path, string Kind, DateTimeOffset At);

    /// <summary>Writes it.</summary>
    public async Task To(Stream stream, FindPerson.Found found, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var told = await Told(context, found, cancel);
        var tables = await rows.Of(context, found, cancel);
        await using var patient = new PatientStream(stream);
        await using (var zip = await ZipArchive.CreateAsync(patient, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel))
        {
            var kept = await Files(context, zip, found, cancel);
            await Put(zip, "data.json", new JsonObject
            {
                ["made"] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
                ["numbers"] = new JsonArray([.. found.Subjects.Select(s => (JsonNode)s.Number)]),
                ["personal"] = new JsonArray([.. told.Select(t => (JsonNode)new JsonObject { ["at"] = t.At.ToString("O", CultureInfo.InvariantCulture), ["what"] = t.What, ["content"] = Parsed(t.Content) })]),
                ["files"] = new JsonArray([.. kept.Select(k => (JsonNode)new JsonObject { ["path"] = k.Path, ["kind"] = k.Kind, ["at"] = k.At.ToString("O", CultureInfo.InvariantCulture) })]),
                ["tables"] = new JsonObject(tables.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value))),
            }.ToJsonString(Json), cancel);
            await Put(zip, "index.html", Page(found, told, kept, tables), cancel);
        }

        await patient.FlushAsync(cancel);
    }

    private async Task<List<Opened>> Told(TongdianContext context, FindPerson.Found found, CancellationToken cancel)
    {
        var sealedOnes = await context.Set<SealedValue>().AsNoTracking().Where(v => found.Persons.Contains(v.PersonId))
            .Join(context.Set<Person>(), v => v.PersonId, p => p.Id, (v, p) => new { Value = v, Person = p }).OrderBy(v => v.Value.At).ToListAsync(cancel);
        var told = new List<Opened>();
        foreach (var one in sealedOnes)
        {
            if (!vault.Open(one.Person, one.Value).Failed(out _, out var plain))
                told.Add(new Opened(one.Value.At, one.Value.Purpose, Words(one.Value.Purpose, plain)));
        }

        return told;
    }

    // Salts of the evidence log are keys, and no data of anybody.
    private static string Words(string purpose, byte[] plain) =>
        Encoding.UTF8.GetString(purpose == MakeLeaf.Purpose ? MakeLeaf.Opened.Read(plain).Record : plain);

    private async Task<List<Kept>> Files(TongdianContext context, ZipArchive zip, FindPerson.Found found, CancellationToken cancel)
    {
        var kept = new List<Kept>();
        foreach (var file in await context.Set<StoredFile>().AsNoTracking().Where(f => f.PersonId != null && f.CaseId != null && found.Persons.Contains(f.PersonId.Value)).OrderBy(f => f.UploadedAt).ToListAsync(cancel))
        {
            if ((await files.Content(file.CaseId!.Value, file.Id, original: true, cancel)).Failed(out _, out var open))
                continue;
            await using var content = open.Content;
            var path = $"files/{open.Name}";
            await using (var entry = await zip.CreateEntry(path, CompressionLevel.NoCompression).OpenAsync(cancel))
                await content.CopyToAsync(entry, cancel);
            kept.Add(new Kept(path, file.Kind ?? "", file.UploadedAt));
        }

        return kept;
    }

    private static async Task Put(ZipArchive zip, string path, string text, CancellationToken cancel)
    {
        await using var entry = await zip.CreateEntry(path).OpenAsync(cancel);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
    }

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return text is ['{' or '[', ..] ? JsonNode.Parse(text) : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    // Whoever gets it may read either language.
    private static string Page(FindPerson.Found found, List<Opened> told, List<Kept> kept, SortedDictionary<string, JsonArray> tables)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>个人信息副本 Copy of personal data</title>")
            .Append("<style>body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b2430}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f3f5f8;padding:.75rem;border-radius:.4rem}td,th{text-align:left;padding:.2rem 1rem .2rem 0}h2{margin-top:2rem}</style></head><body>");
        page.Append("<h1>个人信息副本 <small lang=\"en\">Copy of personal data</small></h1>");
        page.Append(CultureInfo.InvariantCulture, $"<p>{E(found.Numbers)}</p><p>本页列出供电公司保存的、与您有关的全部信息；data.json 是同样内容的机器可读版本。<br><span lang=\"en\">Everything that the company keeps about you; data.json has the same for programs.</span></p>");
        page.Append("<h2>您提供的和写给您的 <small lang=\"en\">What you told, and what was written to you</small></h2>");
        foreach (var one in told)
            page.Append(CultureInfo.InvariantCulture, $"<h3>{E(one.What)} <small>{Show.Local(one.At):yyyy-MM-dd HH:mm}</small></h3><pre>{E(Parsed(one.Content) is JsonValue ? one.Content : Parsed(one.Content)!.ToJsonString(Json))}</pre>");
        page.Append("<h2>文件 <small lang=\"en\">Files</small></h2><ul>");
        foreach (var one in kept)
            page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{E(one.Path)}\">{E(one.Kind)}</a> {Show.Local(one.At):yyyy-MM-dd HH:mm}</li>");
        page.Append("</ul><h2>办理记录 <small lang=\"en\">Records</small></h2><table>");
        foreach (var (table, of) in tables)
            page.Append(CultureInfo.InvariantCulture, $"<tr><th>{E(table)}</th><td>{of.Count}</td></tr>");
        page.Append("</table>");
        foreach (var (table, of) in tables)
            page.Append(CultureInfo.InvariantCulture, $"<details><summary>{E(table)}</summary><pre>{E(of.ToJsonString(Json))}</pre></details>");
        return page.Append("</body></html>").ToString();
    }

    private static string E(string text) => HtmlEncoder.Create(UnicodeRanges.All).Encode(text);
}
