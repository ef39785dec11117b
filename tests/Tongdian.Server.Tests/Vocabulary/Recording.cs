using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Evidence;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>Entering in the log what happened, when a test says so.</summary>
public static class Recording
{
    /// <summary>Takes everything that waits.</summary>
    public static async Task Everything(TongdianServer server)
    {
        await Telling.Everything(server);
        await Due(server);
    }

    /// <summary>What other modules owe the log, and then the places of all.</summary>
    public static async Task Due(TongdianServer server)
    {
        var (due, sequence) = (server.Services.GetRequiredService<TakeDue>(), server.Services.GetRequiredService<Sequence>());
        while (await due.Do(default) | await sequence.Do(default))
        {
            // There may be more.
        }
    }

    /// <summary>What the log has of a case, as its customer sees it.</summary>
    public static async Task<IReadOnlyList<JsonElement>> Evidence(this CaseUnderTest one) =>
        [.. (await one.Customer.Get($"{one.Path}/evidence")).Expect(200).GetProperty("items").EnumerateArray()];

    /// <summary>The record of an item.</summary>
    public static EvidenceRecord Record(this JsonElement item) => EvidenceRecord.Read(System.Text.Encoding.UTF8.GetBytes(item.GetProperty("record").GetRawText())).Value;

    /// <summary>The receipt of an item.</summary>
    public static Receipt Receipt(this JsonElement item) => Domain.Evidence.Receipt.Read(item.GetProperty("proof").GetString()!).Value;

    /// <summary>Whether this content is what an item hides under that name.</summary>
    public static bool Hides(this JsonElement item, string name, ReadOnlySpan<byte> content) =>
        item.Record().Has(name, Convert.FromBase64String(item.GetProperty("salts").GetProperty(name).GetString()!), content);

    /// <summary>Whose word is enough, as the server tells it.</summary>
    public static async Task<LogPolicy> Policy(TongdianServer server) => LogPolicy.Read((await server.Anyone.Get("/log/policy")).Text).Value;
}
