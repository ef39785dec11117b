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
