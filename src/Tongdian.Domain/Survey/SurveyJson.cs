using System.Text.Json.Serialization;

namespace Tongdian.Domain.Survey;

/// <summary>How input and result of a calculation are written. Made at build time: no reflection, the same text in .NET and in WebAssembly.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SurveyInput))]
[JsonSerializable(typeof(SurveyResult))]
public sealed partial class SurveyJson : JsonSerializerContext;
