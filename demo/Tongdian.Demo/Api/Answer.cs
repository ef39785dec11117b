using System.Net;
using System.Text.Json;

namespace Tongdian.Demo.Api;

/// <summary>What came back for a write.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, int? Version)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public bool Granted => (int)Status is >= 200 and < 300;

    /// <summary>The refusal; an empty one when the body is no problem document.</summary>
    public ProblemView Problem => !Granted && Body.StartsWith('{') ? Read<ProblemView>() : new ProblemView(null, null, null, null);

    public T Read<T>() => JsonSerializer.Deserialize<T>(Body, Json) ?? throw new JsonException("null");

    /// <summary>The same, when it was granted; otherwise the demo fails.</summary>
    public Answer OrFail(string what) => Granted
        ? this
        : throw new DemoFailed($"{what}:平台答复 {(int)Status} {Body}", $"{what}: the platform answered {(int)Status} {Problem.Code}");
}
