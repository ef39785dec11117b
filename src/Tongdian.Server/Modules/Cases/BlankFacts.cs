using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>
/// Takes out of the facts of somebody who is erased what anybody wrote in words: notes and reasons, of which nobody can say that nothing personal is in them. What
/// happened, by whom and when, stays. Nothing contradicts that: the entries of these facts in the evidence log went with the person's key.
/// </summary>
public sealed class BlankFacts
{
    private static readonly string[] Words = ["reason", "note", "why"];
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Of these cases, within the caller's transaction.</summary>
    public async Task Of(TongdianContext context, IReadOnlyList<Guid> cases, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var id in cases)
        {
            var written = new HashSet<string>(StringComparer.Ordinal);
            foreach (var row in await context.Set<CaseEventRow>().AsNoTracking().Where(e => e.CaseId == id).ToListAsync(cancel))
            {
                var fact = JsonNode.Parse(row.Payload)!.AsObject();
                if (!Take(fact, written))
                    continue;
                var blank = CanonicalJson.Bytes(JsonSerializer.SerializeToElement(fact));
                await context.Set<CaseEventRow>().Where(e => e.CaseId == id && e.Version == row.Version && e.Ordinal == row.Ordinal)
                    .ExecuteUpdateAsync(e => e.SetProperty(x => x.Payload, blank), cancel);
            }

            if (written.Count == 0)
                continue;
            var state = JsonNode.Parse(await context.Set<CaseRow>().Where(c => c.Id == id).Select(c => c.State).FirstAsync(cancel))!;
            Blank(state, written);
            var text = state.ToJsonString(Json);
            await context.Set<CaseRow>().Where(c => c.Id == id).ExecuteUpdateAsync(c => c.SetProperty(x => x.State, text).SetProperty(x => x.BlankedAt, now), cancel);
        }
    }

    // The reason of the fact itself, and the notes of what happened; a reason further down is a code of the process.
    private static bool Take(JsonObject fact, HashSet<string> written)
    {
        var found = false;
        foreach (var (owner, name) in new[] { (fact, "reason"), (fact["event"] as JsonObject, "note"), (fact["event"] as JsonObject, "why") })
        {
            if (owner?[name] is not JsonValue value || !value.TryGetValue<string>(out var text) || text.Length == 0)
                continue;
            written.Add(text);
            owner[name] = "";
            found = true;
        }

        return found;
    }

    private static void Blank(JsonNode? node, HashSet<string> written)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (name, value) in o.ToList())
                {
                    if (Words.Contains(name) && value is JsonValue v && v.TryGetValue<string>(out var text) && written.Contains(text))
                        o[name] = "";
                    else
                        Blank(value, written);
                }

                break;
            case JsonArray a:
                foreach (var one in a)
                    Blank(one, written);
                break;
            default:
                break;
        }
    }
}
