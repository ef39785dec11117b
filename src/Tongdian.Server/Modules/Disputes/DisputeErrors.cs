using Tongdian.Domain;

namespace Tongdian.Server.Modules.Disputes;

/// <summary>Ways in which a dispute file is refused.</summary>
public static class DisputeErrors
{
    /// <summary>No case of the colleague's regions names this meter or seal.</summary>
    public static readonly Error MeterUnknown = new(ErrorKind.NotFound, "dispute.meter-unknown");

    /// <summary>The meter or seal is in cases of other regions too.</summary>
    public static readonly Error OtherRegions = new(ErrorKind.Forbidden, "dispute.other-regions");
}
