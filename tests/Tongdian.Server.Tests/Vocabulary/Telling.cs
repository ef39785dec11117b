using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Care;
using Tongdian.Server.Modules.Feedback;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Outbox;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>Reacting to what happened, and reminding of what will, when a test says so.</summary>
public static class Telling
{
    /// <summary>Takes everything that waits or is due.</summary>
    public static async Task Everything(TongdianServer server)
    {
        var drain = server.Services.GetRequiredService<DrainOutbox>();
        foreach (var lane in Enum.GetValues<OutboxLane>())
        {
            while (await drain.Parts(lane, default) is { Count: > 0 } parts)
            {
                foreach (var part in parts)
                    await drain.Do(lane, part, default);
            }
        }

        await server.Services.GetRequiredService<SendReminders>().TakeDue(default);
        await server.Services.GetRequiredService<AskForRatings>().TakeDue(default);
        await server.Services.GetRequiredService<SendCare>().TakeDue(default);
    }

    /// <summary>What the customer of a case was told, by the kinds of the messages, the first one first.</summary>
    public static async Task<IReadOnlyList<string>> Told(this CaseUnderTest one, TongdianServer server)
    {
        await Everything(server);
        return [.. (await one.Customer.Get($"{one.Path}/messages")).Expect(200).EnumerateArray().Reverse().Select(m => m.GetProperty("purpose").GetString()!)];
    }
}
