using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tongdian.Server.Modules.Notices.Gateways;

/// <summary>
/// A provider in the manner of Alibaba Cloud's short message service (RPC style, version 2017-05-25, signature version 1.0): it keeps the words itself,
/// under a code for each kind of message, and knows no message by our id. So what was sent without an answer is looked for there before it is sent again.
/// </summary>
internal sealed class AliyunSmsGateway(ProviderLine line, IConfiguration configuration, TimeProvider time) : IMessageGateway
{
    // These will be refused tomorrow too.
    private static readonly string[] Hopeless =
    [
        "isv.MOBILE_NUMBER_ILLEGAL", "isv.TEMPLATE_MISSING_PARAMETERS", "isv.SMS_TEMPLATE_ILLEGAL", "isv.SMS_SIGNATURE_ILLEGAL", "isv.INVALID_PARAMETERS",
        "isv.BLACK_KEY_CONTROL_LIMIT", "isv.PARAM_LENGTH_LIMIT",
    ];

    private readonly IConfigurationSection settings = configuration.GetSection("Notices:Sms");

    public MessageChannel Channel => MessageChannel.Sms;

    public int AtOnce { get; } = configuration.GetValue("Notices:Sms:AtOnce", 256);

    public async Task<SendOutcome> Send(Outgoing message, CancellationToken cancel)
    {
        if (settings[$"Templates:{message.Kind}"] is not { Length: > 0 } code)
            return new SendOutcome(Accepted: false, Final: true, "template-not-set");
        if (message.TriedBefore)
        {
            var before = await Before(message, cancel);
            if (before is null || before.Accepted)
                return before ?? SendOutcome.NoAnswer;
        }

        return await Call(
            Sent, cancel,
            ("Action", "SendSms"), ("PhoneNumbers", message.To), ("SignName", settings["SignName"] ?? ""), ("TemplateCode", code),
            ("TemplateParam", JsonSerializer.Serialize(message.Fields)), ("OutId", message.Id.ToString("N")));
    }

    // What it says of the message that was sent before; null when it says nothing.
    private async Task<SendOutcome?> Before(Outgoing message, CancellationToken cancel)
    {
        var id = message.Id.ToString("N");
        var found = await Call(
            (status, answer) => ProviderLine.Refused(status) is not null || ProviderLine.Json(answer)?["Code"]?.ToString() != "OK"
                ? SendOutcome.NoAnswer
                : new SendOutcome(answer.Contains(id, StringComparison.OrdinalIgnoreCase), Failure: "not-there", ProviderId: id),
            cancel,
            ("Action", "QuerySendDetails"), ("PhoneNumber", message.To), ("SendDate", time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMdd", CultureInfo.InvariantCulture)),
            ("PageSize", "50"), ("CurrentPage", "1"));
        return found == SendOutcome.NoAnswer ? null : found;
    }

    private static SendOutcome Sent(int status, string answer)
    {
        var said = ProviderLine.Json(answer);
        if (said?["Code"]?.ToString() is not { } code)
            return ProviderLine.Refused(status) ?? SendOutcome.NoAnswer;
        return code == "OK"
            ? new SendOutcome(Accepted: true, ProviderId: said["BizId"]?.ToString())
            : new SendOutcome(Accepted: false, Hopeless.Contains(code), ProviderLine.Short(code));
    }

    private Task<SendOutcome> Call(Func<int, string, SendOutcome> judge, CancellationToken cancel, params (string Name, string Value)[] said)
    {
        var all = new SortedDictionary<string, string>(said.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["AccessKeyId"] = settings["KeyId"] ?? "", ["Format"] = "JSON", ["RegionId"] = settings["Region"] ?? "cn-hangzhou", ["SignatureMethod"] = "HMAC-SHA1",
            ["SignatureNonce"] = Guid.NewGuid().ToString("N"), ["SignatureVersion"] = "1.0", ["Version"] = "2017-05-25",
            ["Timestamp"] = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        all["Signature"] = Sign("POST", all, settings["KeySecret"] ?? "");
        return line.Ask(() => new HttpRequestMessage(HttpMethod.Post, settings["Url"]) { Content = new FormUrlEncodedContent(all) }, judge, cancel);
    }

    /// <summary>The signature of a request: HMAC-SHA1 over its parameters in their order.</summary>
    internal static string Sign(string method, SortedDictionary<string, string> said, string secret)
    {
        var canonical = string.Join('&', said.Select(s => $"{Uri.EscapeDataString(s.Key)}={Uri.EscapeDataString(s.Value)}"));
#pragma warning disable CA5350 // The provider's signature is made so.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret + "&"), Encoding.UTF8.GetBytes($"{method}&%2F&{Uri.EscapeDataString(canonical)}")));
#pragma warning restore CA5350
    }
}
