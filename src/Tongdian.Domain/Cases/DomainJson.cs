using System.Text.Json.Serialization;

namespace Tongdian.Domain.Cases;

/// <summary>How cases and their events are written. Made at build time: no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(Case))]
[JsonSerializable(typeof(CaseEvent))]
[JsonSerializable(typeof(RecordedEvent))]
public sealed partial class DomainJson : JsonSerializerContext;
