using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Tongdian.Server.Modules.Notices.Gateways;

/// <summary>
/// A provider of text messages that is described in the settings below <c>Notices:Sms</c>: a POST of JSON to <c>Url</c>, answered with 2xx. The names of
/// the fields <c>to</c>, <c>text</c> and <c>id</c> can be others (<c>Fields:to</c>…), more can be added (<c>Extra:account</c>…), and what says yes can be a
/// field of the answer (<c>OkField</c>, <c>OkValue</c>). <c>Token</c> is sent as a bearer token; with <c>Secret</c> a request is signed.
/// </summary>
internal sealed class JsonSmsGateway(ProviderLine line, IConfiguration configuration, TimeProvider time) : IMessageGateway
{
    private readonly IConfigurationSection settings = configuration.GetSection("Notices:Sms");

    public MessageChannel Channel => MessageChannel.Sms;

    public int AtOnce { get; } = configuration.GetValue("Notices:Sms:AtOnce", 256);

    public Task<SendOutcome> Send(Outgoing message, CancellationToken cancel) => line.Ask(() => Request(message), Judge, cancel);

    private HttpRequestMessage Request(Outgoing message)
    {
        var body = new JsonObject { [Name("to")] = message.To, [Name("text")] = message.Text, [Name("id")] = message.Id };
        foreach (var more in settings.GetSection("Extra").GetChildren())
            body[more.Key] = more.Value;
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        var request = new HttpRequestMessage(HttpMethod.Post, settings["Url"]) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } } };
        if (settings["Token"] is { Length: > 0 } token)
            request.Headers.Authorization = new("Bearer", token);
        if (settings["Secret"] is { Length: > 0 } secret)
        {
            var at = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            request.Headers.Add("X-Timestamp", at);
            request.Headers.Add("X-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes(at + "."), .. bytes])));
        }

        return request;
    }

    private string Name(string field) => settings[$"Fields:{field}"] is { Length: > 0 } other ? other : field;

    private SendOutcome Judge(int status, string answer)
    {
        if (ProviderLine.Refused(status) is { } refused)
            return refused;
        if (settings["OkField"] is not { Length: > 0 } field)
            return new SendOutcome(Accepted: true);
        var said = ProviderLine.Json(answer)?[field]?.ToString();
        return said == (settings["OkValue"] ?? "0")
            ? new SendOutcome(Accepted: true, ProviderId: ProviderLine.Json(answer)?[settings["IdField"] ?? "id"]?.ToString())
            : new SendOutcome(Accepted: false, Failure: ProviderLine.Short($"{field}-{said}"));
    }
}
