using System.Collections.Concurrent;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Tongdian.Server.Modules.Notices.Gateways;

/// <summary>
/// A mail server, from the settings <c>Notices:Smtp:Host</c>, <c>Port</c>, <c>From</c>, <c>User</c>, <c>Password</c>, <c>Security</c>. The name of a mail
/// (<c>Message-Id</c>) follows from the message: a mail that had to be sent twice is shown once.
/// </summary>
internal sealed class MailGateway(IConfiguration configuration) : IMessageGateway, IDisposable
{
    private const int StandardPort = 25;

    private readonly IConfigurationSection settings = configuration.GetSection("Notices:Smtp");
    private readonly ConcurrentBag<SmtpClient> idle = [];
    private readonly SemaphoreSlim places = new(Connections(configuration));

    public MessageChannel Channel => MessageChannel.Mail;

    public int AtOnce { get; } = Connections(configuration);

    /// <summary>The name of a message's mail.</summary>
    public static string Name(Guid id, string from) => $"{id:N}@{from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..].TrimEnd('>')}";

    public async Task<SendOutcome> Send(Outgoing message, CancellationToken cancel)
    {
        await places.WaitAsync(cancel);
        SmtpClient? client = null;
        try
        {
            client = idle.TryTake(out var kept) && kept.IsConnected ? kept : await Connect(kept, cancel);
            await client.SendAsync(Mail(message), cancel);
            idle.Add(client);
            client = null;
            return new SendOutcome(Accepted: true);
        }
        catch (SmtpCommandException refused)
        {
            var status = (int)refused.StatusCode;
            return new SendOutcome(Accepted: false, Final: status is >= 500 and < 600, $"smtp-{status}");
        }
        catch (Exception none) when (none is IOException or ProtocolException or SslHandshakeException or AuthenticationException or ServiceNotConnectedException
            or System.Net.Sockets.SocketException or TimeoutException || (none is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return none is AuthenticationException ? new SendOutcome(Accepted: false, Failure: "smtp-login") : SendOutcome.NoAnswer;
        }
        finally
        {
            client?.Dispose();
            places.Release();
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var client))
            client.Dispose();
        places.Dispose();
    }

    private static int Connections(IConfiguration configuration) => configuration.GetValue("Notices:Smtp:AtOnce", 8);

    private async Task<SmtpClient> Connect(SmtpClient? stale, CancellationToken cancel)
    {
        stale?.Dispose();
        var client = new SmtpClient { Timeout = (int)ProviderPatience.OfMail(configuration).TotalMilliseconds };
        try
        {
            await client.ConnectAsync(settings["Host"]!, settings.GetValue("Port", StandardPort), settings.GetValue("Security", SecureSocketOptions.StartTlsWhenAvailable), cancel);
            if (settings["User"] is { Length: > 0 } user)
                await client.AuthenticateAsync(user, settings["Password"] ?? "", cancel);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private MimeMessage Mail(Outgoing message)
    {
        var from = settings["From"] ?? "";
        var mail = new MimeMessage(
            [MailboxAddress.Parse(from)], [MailboxAddress.Parse(message.To)], message.Subject ?? "", new TextPart("plain") { Text = message.Text })
        {
            MessageId = Name(message.Id, from),
        };
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("Content-Language", message.Language);
        if (message.Stop is { } stop)
        {
            mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{stop}>");
            // One press in the mail program (RFC 8058); it is promised for addresses that nobody on the way can change.
            if (stop.StartsWith("https://", StringComparison.Ordinal))
                mail.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        return mail;
    }
}
