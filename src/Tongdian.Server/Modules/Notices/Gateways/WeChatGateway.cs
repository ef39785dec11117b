using System.Text.Json.Nodes;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.Notices.Gateways;

/// <summary>
/// Template messages of the company's WeChat service account, from the settings below <c>Notices:WeChat</c>: <c>Url</c>, <c>AppId</c>, <c>AppSecret</c>, and
/// <c>Templates:&lt;kind&gt;</c> with the id of each template there, <c>AuthorizeUrl</c> for where customers say who they are. The same <c>client_msg_id</c> is the same message, however often it comes.
/// </summary>
internal sealed class WeChatGateway(ProviderLine line, IConfiguration configuration, TimeProvider time) : IMessageGateway, IDisposable
{
    private const int Busy = -1;

    /// <summary>WeChat did not answer.</summary>
    public static readonly Error NoAnswer = new Error(ErrorKind.Conflict, "wechat.no-answer").With("status", "502");

    /// <summary>What WeChat gave the browser is over, or was used before.</summary>
    public static readonly Error CodeOver = new(ErrorKind.Conflict, "wechat.code-over");

    private static readonly int[] TokenOver = [40001, 40014, 42001];
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly IConfigurationSection settings = configuration.GetSection("Notices:WeChat");
    private readonly SemaphoreSlim turn = new(1);
    private (string Token, DateTimeOffset Until) ticket = ("", DateTimeOffset.MinValue);

    public MessageChannel Channel => MessageChannel.WeChat;

    public int AtOnce { get; } = configuration.GetValue("Notices:WeChat:AtOnce", 32);

    public async Task<SendOutcome> Send(Outgoing message, CancellationToken cancel)
    {
        if (settings[$"Templates:{message.Kind}"] is not { Length: > 0 } template)
            return new SendOutcome(Accepted: false, Final: true, "template-not-set");
        if (await Ticket(cancel) is not { } token)
            return SendOutcome.NoAnswer;
        var outcome = await line.Ask(() => Request(message, template, token), Judge, cancel);
        // A ticket that is over before its time is fetched anew for the next try.
        if (outcome.Failure is { } failure && TokenOver.Any(t => failure == $"wechat-{t}"))
            ticket = ("", DateTimeOffset.MinValue);
        return outcome;
    }

    public void Dispose() => turn.Dispose();

    /// <summary>Whether there is a template of this kind at the provider.</summary>
    public bool Sends(string kind) => settings[$"Templates:{kind}"] is { Length: > 0 };

    /// <summary>Where a customer's browser is sent, so that WeChat says who they are; it comes back to <paramref name="back"/> with a code.</summary>
    /// <param name="back">Where it comes back to.</param>
    /// <param name="state">What it brings back unchanged; letters and digits, at most 128.</param>
    public string Authorize(string back, string state)
    {
        var site = settings["AuthorizeUrl"] is { Length: > 0 } url ? url.TrimEnd('/') : "https://open.weixin.qq.com";
        return $"{site}/connect/oauth2/authorize?appid={Uri.EscapeDataString(settings["AppId"] ?? "")}&redirect_uri={Uri.EscapeDataString(back)}&response_type=code&scope=snsapi_base&state={state}#wechat_redirect";
    }

    /// <summary>Who somebody is to this account, from the code that WeChat gave their browser; or <see cref="NoAnswer"/>, or <see cref="CodeOver"/>.</summary>
    public async Task<Result<string>> OpenId(string code, CancellationToken cancel)
    {
        string? id = null;
        var asked = await line.Ask(
            () => new HttpRequestMessage(HttpMethod.Get, Address($"/sns/oauth2/access_token?{Who}&code={Uri.EscapeDataString(code)}&grant_type=authorization_code")),
            (status, answer) =>
            {
                var said = ProviderLine.Json(answer);
                id = said?["openid"]?.ToString();
                return said is null ? SendOutcome.NoAnswer : ProviderLine.Refused(status) ?? new SendOutcome(Accepted: id is { Length: > 0 }, Final: true, "refused");
            },
            cancel);
        return asked.Accepted ? id! : asked.Final ? CodeOver : NoAnswer;
    }

    private string Who => $"appid={Uri.EscapeDataString(settings["AppId"] ?? "")}&secret={Uri.EscapeDataString(settings["AppSecret"] ?? "")}";

    private async Task<string?> Ticket(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            var now = time.GetUtcNow();
            if (ticket.Until > now)
                return ticket.Token;
            await line.Ask(
                () => new HttpRequestMessage(HttpMethod.Get, Address($"/cgi-bin/token?grant_type=client_credential&{Who}")),
                (_, answer) =>
                {
                    if (ProviderLine.Json(answer) is { } said && said["access_token"]?.ToString() is { } token)
                        ticket = (token, now + TimeSpan.FromSeconds(said["expires_in"]?.GetValue<int>() ?? 0) - Early);
                    return new SendOutcome(Accepted: true);
                },
                cancel);
            return ticket.Until > now ? ticket.Token : null;
        }
        finally
        {
            turn.Release();
        }
    }

    private HttpRequestMessage Request(Outgoing message, string template, string token)
    {
        var data = new JsonObject();
        foreach (var (name, value) in message.Fields)
            data[name] = new JsonObject { ["value"] = value };
        var body = new JsonObject { ["touser"] = message.To, ["template_id"] = template, ["client_msg_id"] = message.Id.ToString("N"), ["data"] = data };
        if (message.Link is { } link)
            body["url"] = link;
        return new HttpRequestMessage(HttpMethod.Post, Address($"/cgi-bin/message/template/send?access_token={Uri.EscapeDataString(token)}")) { Content = JsonContent.Create(body) };
    }

    private static SendOutcome Judge(int status, string answer)
    {
        var said = ProviderLine.Json(answer);
        if (said?["errcode"]?.GetValue<int>() is not { } code)
            return ProviderLine.Refused(status) ?? SendOutcome.NoAnswer;
        return code == 0
            ? new SendOutcome(Accepted: true, ProviderId: said["msgid"]?.ToString())
            : new SendOutcome(Accepted: false, Final: code != Busy && !TokenOver.Contains(code), $"wechat-{code}");
    }

    private string Address(string path) => (settings["Url"] is { Length: > 0 } url ? url.TrimEnd('/') : "https://api.weixin.qq.com") + path;
}
