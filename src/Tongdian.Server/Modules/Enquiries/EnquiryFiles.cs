using System.Collections.Immutable;
using Tongdian.Domain;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Forms;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>Takes photographs and papers that came with what somebody wrote.</summary>
public sealed class EnquiryFiles(TakeFiles take)
{
    /// <summary>What they are kept as.</summary>
    public const string Kind = "enquiry";

    /// <summary>How many go with one message.</summary>
    public const int Most = 6;

    /// <summary>Takes uploaded files into the enquiry, under the person's key.</summary>
    public async Task<Result<(ImmutableArray<FileLink> Links, IReadOnlyList<Action<WriteBatch>> Rows)>> Take(
        IReadOnlyList<Guid>? files, EnquiryId id, PersonKey key, DateTimeOffset now, CancellationToken cancel)
    {
        if (files is not { Count: > 0 })
            return (ImmutableArray<FileLink>.Empty, (IReadOnlyList<Action<WriteBatch>>)[]);
        if (files.Count > Most)
            return new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("files", "file.too-many").With("max", $"{Most}")]);
        if ((await take.Take([.. files.Select(f => new FileClaim(f, Kind))], id.Value, key, now, cancel)).Failed(out var refused, out var taken))
            return refused.For([new FieldError($"files[{Math.Max(0, files.Index().FirstOrDefault(f => f.Item.ToString() == refused.Values.GetValueOrDefault("file")).Index)}]", refused.Code, refused.Values)]);
        return ([.. taken.Files.Select(f => new FileLink(Kind, f.Id, f.MediaType, f.Sha256))], taken.Rows);
    }
}
