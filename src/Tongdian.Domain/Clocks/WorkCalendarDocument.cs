using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tongdian.Domain.Clocks;

// The file as it stands: everything may be missing, so that the reader can say what is.
internal sealed record WorkCalendarDocument(
    string? Id,
    int? Version,
    string? TimeZone,
    int? UtcOffsetMinutes,
    ImmutableArray<string?>? WorkingDays,
    ImmutableArray<WindowDocument?>? Windows,
    ImmutableArray<YearDocument?>? Years);

internal sealed record WindowDocument(string? Begin, string? End);

internal sealed record YearDocument(
    int? Year,
    string? Source,
    bool? Provisional,
    ImmutableArray<string?>? DaysOff,
    ImmutableArray<string?>? WorkingWeekends);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(WorkCalendarDocument))]
internal sealed partial class WorkCalendarContext : JsonSerializerContext;
