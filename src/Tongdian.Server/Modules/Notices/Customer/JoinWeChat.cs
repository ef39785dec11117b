using System.Buffers.Text;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.MyCase;
using Tongdian.Server.Modules.Notices.Gateways;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Notices.Customer;

/// <summary>
/// A customer joins their case with WeChat: their browser goes there, comes back with a code, and the code says who they are to the company's account, nothing
/// else of them. What comes back must be signed, fresh, and in a browser that may open the case.
/// </summary>
internal static class JoinWeChat
{
    /// <summary>There is no WeChat account.</summary>
    public static readonly Error NotSet = new(ErrorKind.NotFound, "wechat.not-set");

    /// <summary>The customer said no there.</summary>
    public static readonly Error Refused = new(ErrorKind.Conflict, "wechat.refused");

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static Task<IResult> Begin(string number, HttpContext http, MyDoor door, IEnumerable<IMessageGateway> gateways, CaseLinks links, NoticeSettings settings) =>
        door.Look(number, http, access => Task.FromResult(gateways.OfType<WeChatGateway>().FirstOrDefault() is { } weChat
            ? Results.Redirect(weChat.Authorize($"{settings.Site}/wechat/joined", State(links.For(access.State.Id.Value, LinkTarget.WeChat, access.Now + Patience))))
            : PageProblem.From(NotSet, http, Back(number))));

    public static async Task<IResult> Finish(
        string? code, string? state, HttpContext http, MyDoor door, IEnumerable<IMessageGateway> gateways, CaseLinks links, CaseStore store, CaseParties parties, NoticeChoices choices,
        TimeProvider time)
    {
        if (links.Read(Token(state), time.GetUtcNow()).Failed(out var wrong, out var link))
            return PageProblem.From(wrong, http, "/case");
        if (link.Target != LinkTarget.WeChat || await store.Find(new CaseId(link.Id), http.RequestAborted) is not { } found)
            return PageProblem.From(CaseLinks.Unknown, http, "/case");
        var number = found.Number.Value;
        return await door.Look(number, http, async access =>
        {
            if (gateways.OfType<WeChatGateway>().FirstOrDefault() is not { } weChat)
                return PageProblem.From(NotSet, http, Back(number));
            if (string.IsNullOrEmpty(code))
                return PageProblem.From(Refused, http, Back(number));
            if ((await weChat.OpenId(code, http.RequestAborted)).Failed(out var unknown, out var openId))
                return PageProblem.From(unknown, http, Back(number));
            if (await parties.Key(access.State, http.RequestAborted) is { } key)
                await choices.Join(key, openId, access.Now, CancellationToken.None);
            return Results.LocalRedirect($"{Back(number)}?done=joined");
        });
    }

    public static async Task<IResult> Leave(string number, HttpContext http, MyDoor door, CaseParties parties, NoticeChoices choices)
    {
        var form = await PageForm.Read(http);
        if (await door.AskCode(number, http, form) is { } ask)
            return ask;
        return await door.Look(number, http, async access =>
        {
            if (form.Refusal is { } refused)
                return PageProblem.From(refused, http, Back(number));
            if (await parties.Key(access.State, http.RequestAborted) is { } key)
                await choices.Join(key, null, access.Now, CancellationToken.None);
            return Results.LocalRedirect($"{Back(number)}?done=left");
        });
    }

    private static string Back(string number) => $"/case/{number}/notices";

    // What WeChat brings back may have letters and digits only.
    private static string State(string token) => Convert.ToHexStringLower(Base64Url.DecodeFromChars(token));

    private static string Token(string? state) =>
        state is { Length: > 0 and <= 128 } && state.Length % 2 == 0 && state.All(char.IsAsciiHexDigit) ? Base64Url.EncodeToString(Convert.FromHexString(state)) : "";
}
