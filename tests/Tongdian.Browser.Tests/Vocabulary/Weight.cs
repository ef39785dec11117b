namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>What a page costs to load with nothing kept from before, headers included.</summary>
public static class Weight
{
    /// <summary>Goes to an address and counts what came over the line until it was loaded.</summary>
    /// <returns>Bytes, by address.</returns>
    public static async Task<IReadOnlyDictionary<string, long>> Of(Person person, string path)
    {
        var (addresses, bytes) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal));
        var line = await person.Page.Context.NewCDPSessionAsync(person.Page);
        line.Event("Network.requestWillBeSent").OnEvent += (_, sent) =>
            addresses[sent!.Value.GetProperty("requestId").GetString()!] = sent.Value.GetProperty("request").GetProperty("url").GetString()!;
        line.Event("Network.loadingFinished").OnEvent += (_, got) =>
        {
            // What was under way for the page before is not this page's.
            if (!addresses.TryGetValue(got!.Value.GetProperty("requestId").GetString()!, out var address))
                return;
            bytes[address] = bytes.GetValueOrDefault(address) + (long)got.Value.GetProperty("encodedDataLength").GetDouble();
        };
        await line.SendAsync("Network.enable");
        await line.SendAsync("Network.setCacheDisabled", new Dictionary<string, object>(StringComparer.Ordinal) { ["cacheDisabled"] = true });
        await person.Open(path);
        // Its answer comes after everything that happened before.
        await line.SendAsync("Network.disable");
        await line.DetachAsync();
        return bytes;
    }
}
