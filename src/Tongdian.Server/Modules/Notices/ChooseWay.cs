using Tongdian.Domain;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Notices.Gateways;

namespace Tongdian.Server.Modules.Notices;

/// <summary>The customer chooses by what they are told, and whether they want to hear of more than their case.</summary>
public sealed class ChooseWay(CaseParties parties, NoticeChoices choices, IEnumerable<IMessageGateway> gateways)
{
    /// <summary>The way that was chosen is not open to this customer.</summary>
    public static readonly Error CannotBe = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("channel", "notice.way-not-open")]);

    /// <summary>What is wanted.</summary>
    /// <param name="Channel">By what; null: as the company thinks best.</param>
    /// <param name="NoCare">No greetings, tips and whatever else is not about the case.</param>
    public sealed record Request(MessageChannel? Channel, bool NoCare);

    /// <summary>What can be chosen and what is.</summary>
    /// <param name="Phone">Masked mobile telephone; null when there is none.</param>
    /// <param name="Mail">Masked mail address; null when there is none.</param>
    /// <param name="WeChat">The case is joined with WeChat.</param>
    /// <param name="Chosen">By what; null: as the company thinks best.</param>
    /// <param name="NoCare">Nothing but the case.</param>
    /// <param name="CanJoin">The company has a WeChat account, and the case can be joined with it.</param>
    public sealed record Open(string? Phone, string? Mail, bool WeChat, MessageChannel? Chosen, bool NoCare, bool CanJoin);

    /// <summary>What can be chosen and what is.</summary>
    public async Task<Open> Ways(CaseAccess access, CancellationToken cancel)
    {
        var (told, choice) = (await parties.Read(access.State.Customer, cancel), await choices.Of(access.State.Customer.Person, cancel));
        var mobile = told is not null && !PhoneNumber.Parse(told.Phone).Failed(out _, out var phone) && phone.IsMobile;
        return new Open(
            mobile ? Masking.Phone(told!.Phone) : null, told?.Email is { } mail ? Masking.Email(mail) : null, choice?.WeChatSealed is not null, choice?.Channel, choice?.NoCare ?? false,
            gateways.Any(g => g.Channel == MessageChannel.WeChat));
    }

    /// <summary>Keeps it; what waits already goes its old way.</summary>
    public async Task<Error?> Do(CaseAccess access, Request request, CancellationToken cancel)
    {
        var ways = await Ways(access, cancel);
        var open = request.Channel switch
        {
            null or MessageChannel.Inbox => true,
            MessageChannel.Sms => ways.Phone is not null,
            MessageChannel.Mail => ways.Mail is not null,
            MessageChannel.WeChat => ways.WeChat,
            _ => false,
        };
        if (!open)
            return CannotBe;
        await choices.Keep(access.State.Customer.Person, request.Channel, request.NoCare, access.Now, CancellationToken.None);
        return null;
    }
}
