using System.Globalization;
using Tongdian.Bench.Load;
using Tongdian.Bench.Scenes;
using Tongdian.Bench.Servers;
using Tongdian.Bench.Storage;

namespace Tongdian.Bench.Benchmarks;

/// <summary>
/// B7: messages go out to a provider that takes 50 ms, fails at one request in twenty and at one in fifty takes the message and resets the connection. A
/// thousand written every second: how many are acknowledged within ten seconds. A long queue: how fast it is emptied, beside the bare requests to the same
/// provider and the bare statements, and how long something urgent takes meanwhile. Before it, how fast facts become messages. At the end every message
/// was taken, and none twice.
/// </summary>
internal static class Outbox
{
    private const int Rate = 1_000;
    private const int Seconds = 60;
    private const int Submitted = 2_000;
    private const int Concurrent = 256;
    private const int Marked = 128;
    private const string Written = "messages written";
    private const string Requests = "bare requests to the same provider";
    private const string Statements = "claim and mark by plain SQL";

    public static async Task<Findings> Run(Options options, string which)
    {
        await using var database = await BenchDatabase.Create(which);
        await using var provider = await ChildServer.Start(ChildServer.Provider, database.Settings);
        var settings = new Dictionary<string, string>(database.Settings, StringComparer.Ordinal) { ["Notices__Sms__Url"] = new Uri(provider.Address, "/sms").ToString(), ["Notices__QuietHours"] = "none" };
        await using var product = await ChildServer.Start(ChildServer.Product, settings);
        await using var ceiling = await ChildServer.Start(ChildServer.Ceiling, database.Settings);
        Bed.Say($"{database.Name}: B7 messages, {options.Messages:N0} in the queue");
        await product.Tell("/bench/messages/begin");
        var drained = await product.Ask<Measured>($"/bench/messages/drain?cases={Submitted}");
        await product.Tell($"/bench/messages/fill?messages={options.Messages}");
        var (requests, statements) = (await Bare(), await Plain());
        var emptied = await product.Ask<HandedOver[]>("/bench/messages/empty");
        var (queue, urgent) = (emptied[0], emptied[1]);
        var arrived = await product.Ask<HandedOver>($"/bench/messages/arrive?rate={Rate}&seconds={Seconds}");
        requests = Measured.Median([requests, await Bare(), await Bare()]);
        statements = Measured.Median([statements, await Plain(), await Plain()]);
        await Check(database, provider);
        return new Findings(database.Name, await database.Describe(), new Filled(0, 0, 0, 0),
        [
            new Finding("B7", $"acknowledged within 10 s, {Rate:N0} a second for {Seconds} s", arrived.Sent, Written, Rate, arrived.InTime, new Bar(Ratio: 0.95)),
            new Finding("B7", $"a queue of {options.Messages:N0}", queue.Sent, Requests, requests.Rate, queue.Sent.Rate / requests.Rate),
            new Finding("B7", $"a queue of {options.Messages:N0}", queue.Sent, Statements, statements.Rate, queue.Sent.Rate / statements.Rate),
            new Finding("B7", "urgent ones meanwhile, within 10 s", urgent.Sent, Written, urgent.Sent.Rate, urgent.InTime, new Bar(Ratio: 0.95)),
            new Finding("B7", $"facts of {Submitted:N0} submissions reacted to", drained, Written, Rate, drained.Rate / Rate),
        ]);

        Task<Measured> Bare()
        {
            var message = Load.Requests.Post("/raw", $$"""{"to":"13800000000","text":"【通电】您的申请 TD2611260000001：现场勘查已完成，接下来是供电方案。","id":"{{Guid.NewGuid()}}"}""");
            return Callers.OverHttp(provider.Address, Concurrent, options.Run, async connection =>
                (await connection.Send(message)).Status == 200 ? true : throw new WrongCountException("The provider refused a bare request"));
        }

        Task<Measured> Plain() => ceiling.Ask<Measured>(string.Create(CultureInfo.InvariantCulture, $"/mark?rows={Marked}&seconds={options.Run.TotalSeconds}"));
    }

    private static async Task Check(BenchDatabase database, ChildServer provider)
    {
        var (asked, written) = (await provider.Ask<Asked>("/asked"), await database.Count("select count(*) from messages"));
        var (unsent, calls) = (await database.Count("select count(*) from messages where sent_at is null"), await database.Count("select count(*) from calls"));
        Bed.Say($"    {written:N0} messages, {asked.Requests:N0} requests, of which {asked.Failed:N0} failed and {asked.Reset:N0} were reset after the message was taken");
        if (unsent > 0 || calls > 0 || asked.Taken != written || asked.Doubled > 0)
            throw new WrongCountException($"{written} messages were written: {unsent} not acknowledged, {calls} given up; the provider has {asked.Taken}, {asked.Doubled} of them twice");
    }
}
