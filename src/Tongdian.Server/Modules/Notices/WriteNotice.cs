using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Notices;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Calls;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Notices.Gateways;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>What is to be told, and when it is of no use any more.</summary>
/// <param name="Kind">The kind of message.</param>
/// <param name="Values">Values of its fields; <c>number</c> and <c>link</c> come by themselves.</param>
/// <param name="Limit">When it is of no use any more; null: after <see cref="NoticeKind.Lasts"/>.</param>
/// <param name="Leads">What its link leads to.</param>
public sealed record Notice(NoticeKind Kind, IReadOnlyDictionary<string, string> Values, DateTimeOffset? Limit = null, LinkTarget Leads = LinkTarget.Case)
{
    /// <summary>Which of the messages of one instant it is: they are read in this order.</summary>
    public int Nth { get; init; }

    /// <summary>How long its link opens the page; null: as the settings say.</summary>
    public TimeSpan? LinkLasts { get; init; }
}

/// <summary>
/// The one way out for messages. What it returns is committed with the cause of the message (<see cref="CaseWork.With"/>, or a batch of its
/// own): there is never a message without its cause, nor a cause whose message was lost.
/// </summary>
public sealed class WriteNotice(
    CaseParties parties, NoticeTemplates templates, NoticeChoices choices, NoticeSettings settings, CaseLinks links, IEnumerable<IMessageGateway> gateways)
{
    private const string SealedFor = "message";

    // Mails lie in boxes for long, and who opens one after a year may decline too.
    private static readonly TimeSpan StopLasts = TimeSpan.FromDays(800);

    private readonly HashSet<MessageChannel> channels = [.. gateways.Select(g => g.Channel)];
    private readonly WeChatGateway? weChat = gateways.OfType<WeChatGateway>().FirstOrDefault();

    /// <summary>To whom, in which language, and what it says.</summary>
    internal sealed record Content(
        string To, string Text, string? Language = null, string? Subject = null, IReadOnlyDictionary<string, string>? Fields = null, string? Link = null, string? Stop = null)
    {
        /// <summary>The same by the other way that is open, for when this one does not arrive.</summary>
        public Content? Instead { get; init; }
    }

    /// <summary>By what and to where.</summary>
    private readonly record struct Way(MessageChannel Channel, string To);

    /// <summary>What a message is about: a case, or an enquiry.</summary>
    /// <param name="Id">Its identity.</param>
    /// <param name="Number">What the customer quotes.</param>
    /// <param name="Region">Whose colleagues see to it that the message goes out.</param>
    /// <param name="Language">The customer's language.</param>
    /// <param name="Owner">Who calls when it does not.</param>
    public sealed record Subject(Guid Id, string Number, string Region, string Language, string? Owner)
    {
        internal static Subject Of(Case state) => new(state.Id.Value, state.Number.Value, state.Facts.Region, state.Language, state.Owner);
    }

    /// <summary>A message to the customer of a case, by what they chose.</summary>
    /// <param name="state">The case that it is about.</param>
    /// <param name="notice">What is told.</param>
    /// <param name="now">The instant of the operation.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="cause">What it is written for, when that may come twice: then the message is there once.</param>
    /// <returns>Rows to commit; or <c>person.erased</c>.</returns>
    public async Task<Result<Action<WriteBatch>>> ToCustomer(Case state, Notice notice, DateTimeOffset now, CancellationToken cancel, string? cause = null)
    {
        if (await parties.Read(state.Customer, cancel) is not { } told || await parties.Key(state, cancel) is not { } key)
            return new Error(ErrorKind.NotFound, "person.erased");
        var choice = await choices.Of(key.PersonId, cancel);
        if (!notice.Kind.AboutCase && choice is { NoCare: true })
            return (Action<WriteBatch>)(_ => { });
        var openId = choice?.WeChatSealed is { } sealedId && await parties.Unseal(state, sealedId, cancel) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
        var id = cause is null ? Guid.CreateVersion7(now) : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{state.Id} {notice.Kind.Id} {cause}")).AsSpan(0, 16));
        var to = Choose(told.Phone, told.Email, openId, choice?.Channel, notice.Kind);
        return Rows(Subject.Of(state), key, to.By, to.Instead, notice, now, id);
    }

    /// <summary>A text to a telephone that is known otherwise, sealed under its person's key.</summary>
    /// <returns>Rows to commit.</returns>
    public Action<WriteBatch> ToPhone(Subject about, PersonKey key, string phone, Notice notice, DateTimeOffset now) =>
        Rows(about, key, new Way(MessageChannel.Sms, phone), null, notice, now, Guid.CreateVersion7(now));

    /// <summary>To whom and what; null when the person was erased.</summary>
    internal static Content? Open(Vault vault, Person person, Message message, SealedValue content) =>
        vault.Open(person, content).Failed(out _, out var bytes) || JsonSerializer.Deserialize<Content>(bytes) is not { } read ? null
            : message.TakesPlaceOf is null ? read : read.Instead;

    /// <summary>
    /// By what and to where: what the customer chose when it can be, else a text, else a mail. Who has neither mobile telephone nor mail finds it on the
    /// page. What must not be missed goes by another way that is open when the first one fails.
    /// </summary>
    private (Way By, Way? Instead) Choose(string phone, string? mail, string? openId, MessageChannel? chosen, NoticeKind kind)
    {
        var mobile = !PhoneNumber.Parse(phone).Failed(out _, out var number) && number.IsMobile;
        var can = new List<Way>();
        if (openId is not null && templates.Of(kind).WeChat.Length > 0 && weChat?.Sends(kind.Id) == true)
            can.Add(new Way(MessageChannel.WeChat, openId));
        if (mobile)
            can.Add(new Way(MessageChannel.Sms, phone));
        if (mail is not null)
            can.Add(new Way(MessageChannel.Mail, mail));
        can.Add(new Way(MessageChannel.Inbox, ""));
        // What has no provider yet waits for one, unless another way is open.
        var by = can.FindIndex(c => c.Channel == chosen) is >= 0 and var wanted ? can[wanted]
            : can.Find(c => c.Channel != MessageChannel.WeChat && channels.Contains(c.Channel)) is { To: not null } open ? open
            : can.First(c => c.Channel != MessageChannel.WeChat);
        var matters = (kind.Asks || kind.Urgent) && by.Channel != MessageChannel.Inbox;
        return (by, matters && can.Find(c => c.Channel != by.Channel && channels.Contains(c.Channel)) is { To: not null } other ? other : (Way?)null);
    }

    private Action<WriteBatch> Rows(Subject about, PersonKey key, Way to, Way? instead, Notice notice, DateTimeOffset now, Guid id)
    {
        var (kind, template) = (notice.Kind, templates.Of(notice.Kind));
        var until = notice.Limit ?? now + kind.Lasts;
        var values = new Dictionary<string, string>(notice.Values, StringComparer.Ordinal) { ["number"] = about.Number };
        if (kind.Fields.Contains("link"))
            values["link"] = $"{settings.Site}/m/{links.For(about.Id, notice.Leads, now + (notice.LinkLasts ?? settings.LinkLasts))}";
        if (!kind.AboutCase)
            values["stop"] = $"{settings.Site}/stop/{links.For(about.Id, LinkTarget.Stop, now + StopLasts)}";
        var words = Write(template, about, to, values) with { Instead = instead is { } other ? Write(template, about, other, values) : null };
        var content = Vault.Seal(key, SealedFor, JsonSerializer.SerializeToUtf8Bytes(words), now);
        var inbox = to.Channel == MessageChannel.Inbox;
        DateTimeOffset? next = inbox ? null : kind.Urgent ? now : settings.Quiet.Fit(Show.Local(now), until);
        return batch =>
        {
            batch.Insert(
                "sealed_values", ("id", content.Id), ("person_id", content.PersonId), ("purpose", content.Purpose), ("cipher", content.Cipher), ("at", content.At));
            batch.InsertOnce(
                "messages", 1, ("id", id), ("case_id", about.Id), ("number", about.Number), ("region", about.Region), ("owner", about.Owner), ("person_id", key.PersonId), ("purpose", kind.Id),
                ("template", template.Version), ("channel", to.Channel), ("instead", instead?.Channel), ("sealed_id", content.Id), ("created_at", now.AddMicroseconds(notice.Nth)), ("urgent", kind.Urgent), ("in_order", !kind.OutOfOrder),
                ("next_at", next), ("expires_at", until), ("attempts", 0), ("sent_at", inbox ? now : null));
            // What stands on the page is told with that.
            if (inbox)
                EvidenceSource.Owe(batch, RecordNotices.Sent, id, "", now);
            // Who can only be telephoned is called when something waits for them.
            if (inbox && kind.Asks)
                Call.Owe(batch, about.Id, CallKind.Undelivered, id.ToString("N"), about.Number, about.Region, about.Owner, kind.Id, now);
        };
    }

    private static Content Write(NoticeTemplate template, Subject about, Way to, Dictionary<string, string> values)
    {
        var text = template.Text.In(about.Language).Write(values);
        return to.Channel switch
        {
            MessageChannel.Sms => new Content(to.To, text, about.Language, Fields: values),
            MessageChannel.Mail => new Content(
                to.To, (template.Body ?? template.Text).In(about.Language).Write(values), about.Language, template.Subject?.In(about.Language).Write(values) ?? about.Number,
                Stop: values.GetValueOrDefault("stop")),
            MessageChannel.WeChat => new Content(
                to.To, text, about.Language, Link: values.GetValueOrDefault("link") ?? values.GetValueOrDefault("stop"),
                Fields: template.WeChat.ToDictionary(w => w.Name, w => WeChatField.Fit(w.Name, w.Value.In(about.Language).Write(values)), StringComparer.Ordinal)),
            _ => new Content(to.To, text, about.Language),
        };
    }
}
