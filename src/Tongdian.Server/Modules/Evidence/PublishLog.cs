using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Evidence.Chain;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>The log as anybody may read it, in the layout of C2SP tlog-tiles: the checkpoint as it is now, and files that never change.</summary>
internal sealed class PublishLog(ReadLog log, EvidenceSettings settings, ReadAnchors? anchors = null)
{
    private const string ForEver = "public, max-age=31536000, immutable";
    private const string Never = "no-store";

    /// <summary>The last checkpoint that enough witnesses have signed.</summary>
    public async Task<IResult> Checkpoint(HttpContext http)
    {
        http.Response.Headers.CacheControl = Never;
        return await log.Last(witnessed: true, http.RequestAborted) is { } last ? Results.Text(last.Note) : Results.NotFound();
    }

    /// <summary>A tile, or the entries below one. What is not full yet is answered as wide as it was asked for.</summary>
    public async Task<IResult> Tile(string path, HttpContext http)
    {
        http.Response.Headers.CacheControl = Never;
        if (TileId.Read($"tile/{path}") is not { } tile || await Bytes(tile, http.RequestAborted) is not { } bytes)
            return Results.NotFound();
        http.Response.Headers.CacheControl = ForEver;
        return Results.Bytes(bytes, "application/octet-stream");
    }

    /// <summary>Whose word is enough: the log's key, its witnesses, and how many of them. Whoever wants to be sure asks these for their keys, not us.</summary>
    public IResult Policy(HttpContext http)
    {
        http.Response.Headers.CacheControl = Never;
        return Results.Text(settings.PolicyText);
    }

    /// <summary>The last anchors on the chain, if there is one.</summary>
    public async Task<IResult> Anchors(HttpContext http)
    {
        http.Response.Headers.CacheControl = Never;
        return anchors is null ? Results.NotFound() : TypedResults.Ok(await anchors.Read(http.RequestAborted));
    }

    private async Task<byte[]?> Bytes(TileId tile, CancellationToken cancel)
    {
        if (tile.Level == TileId.Entries)
        {
            var entries = await log.Entries(tile.Index * TileId.Full, tile.Width, cancel);
            return entries.Count == tile.Width ? EntryBundle.Write([.. entries.Select(e => (ReadOnlyMemory<byte>)e)]) : null;
        }

        return await log.Hashes(tile.Level, tile.Index, cancel) is { } hashes && hashes.Length >= tile.Width * TreeHash.Length ? hashes[..(tile.Width * TreeHash.Length)] : null;
    }
}
