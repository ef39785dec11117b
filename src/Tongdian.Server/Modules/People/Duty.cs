using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.People;

/// <summary>Somebody is on duty for a department in a region, and somebody else stands in. Duties may overlap.</summary>
public sealed class Duty
{
    public Guid Id { get; init; }
    public required string Region { get; init; }
    public required string Department { get; init; }
    public DateTimeOffset From { get; init; }
    public DateTimeOffset To { get; init; }
    public Guid StaffId { get; init; }
    public Guid? DeputyId { get; init; }
}

/// <summary>Somebody who counts hours of duty, registered by its module.</summary>
/// <param name="Changed">The roster of these regions changed; called in the transaction that changes it.</param>
public sealed record DutyFollower(Func<TongdianContext, IReadOnlyCollection<string>, DateTimeOffset, CancellationToken, Task> Changed);
