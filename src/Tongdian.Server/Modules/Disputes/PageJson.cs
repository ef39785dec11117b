using System.Text.Json;
using System.Text.Json.Nodes;
using Tongdian.Domain.Evidence;

namespace Tongdian.Server.Modules.Disputes;

/// <summary>What the page's own script reads: the index with the receipts in it, and the policy. Nothing in it can end the element that it stands in.</summary>
internal static class PageJson
{
    public static string Of(DisputeIndex index, string policy)
    {
        var json = JsonNode.Parse(index.ToJson())!.AsObject();
        json["policy"] = policy;
        return json.ToJsonString(JsonSerializerOptions.Default);
    }
}
