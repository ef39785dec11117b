using Tongdian.Domain;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>Ways in which there is no receipt.</summary>
public static class EvidenceModuleErrors
{
    /// <summary>The case has no such entry, or it has no proof: it waits for its place, or was destroyed with the person.</summary>
    public static readonly Error NoProof = new(ErrorKind.NotFound, "evidence.no-proof");
}
