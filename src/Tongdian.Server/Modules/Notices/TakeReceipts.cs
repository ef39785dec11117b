using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>
/// What providers say of messages that they took: of texts as JSON, of mails as the report that came back (RFC 3464). Who says it proves itself by the
/// setting <c>Notices:Receipts:Token</c>, as a bearer token or <c>?token=</c>; without that setting nobody is listened to.
/// </summary>
internal sealed class TakeReceipts(Database database, IDbContextFactory<TongdianContext> contexts, IConfiguration configuration, TimeProvider time)
{
    private const int Most = 1000;

    private readonly string? token = configuration["Notices:Receipts:Token"];

    private sealed record Thanks(int Code, string Msg);

    private sealed record Said(Guid? Id, string? ProviderId, bool Delivered, string Why);

    /// <summary>Of texts: one report or a list of them.</summary>
    public async Task<IResult> OfTexts(HttpContext http)
    {
        if (!Trusted(http))
            return Problem.From(Platform.Access.AccessErrors.NotAllowed);
        JsonNode? body;
        try
        {
            body = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        }
        catch (JsonException)
        {
            return Problem.From(new Domain.Error(Domain.ErrorKind.Invalid, "body.malformed").With("status", "400"));
        }

        var reports = (body is JsonArray list ? list.AsEnumerable() : [body]).OfType<JsonObject>().Take(Most).Select(Read).ToList();
        await Keep(reports, http.RequestAborted);
        // Providers want to be told so.
        return Results.Json(new Thanks(0, "ok"), ApiJson.Options);
    }

    /// <summary>Of mails: the report that came back, as it came.</summary>
    public async Task<IResult> OfMails(HttpContext http)
    {
        if (!Trusted(http))
            return Problem.From(Platform.Access.AccessErrors.NotAllowed);
        MimeMessage mail;
        try
        {
            mail = await MimeMessage.LoadAsync(http.Request.Body, http.RequestAborted);
        }
        catch (FormatException)
        {
            return Problem.From(new Domain.Error(Domain.ErrorKind.Invalid, "body.malformed").With("status", "400"));
        }

        await Keep([.. Bounces(mail)], http.RequestAborted);
        return Results.NoContent();
    }

    private static IEnumerable<Said> Bounces(MimeMessage mail)
    {
        var about = mail.BodyParts.Select(p => p switch
        {
            MessagePart { Message.MessageId: { } id } => id,
            TextPart { ContentType.MimeType: "text/rfc822-headers" } head => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(head.Text + "\r\n\r\n"))).MessageId,
            _ => null,
        }).FirstOrDefault(id => id is not null);
        if (about is null || !Guid.TryParseExact(about.Split('@')[0], "N", out var id))
            yield break;
        foreach (var group in mail.BodyParts.OfType<MessageDeliveryStatus>().SelectMany(s => s.StatusGroups).Where(g => g["Action"] is not null))
        {
            if (group["Action"] is "failed" or "delivered" or "relayed")
                yield return new Said(id, null, group["Action"] != "failed", Gateways.ProviderLine.Short($"bounced-{group["Status"]?.Trim()}"));
        }
    }

    private static Said Read(JsonObject report)
    {
        string? Given(params string[] names) => names.Select(n => report[n]?.ToString()).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        var said = Given("status", "success", "state")?.ToUpperInvariant();
        return new Said(
            Guid.TryParse(Given("id", "out_id", "outId"), out var id) ? id : null, Given("providerId", "biz_id", "bizId"),
            said is "DELIVERED" or "TRUE" or "OK", Gateways.ProviderLine.Short(Given("reason", "err_code", "errCode") ?? "undelivered"));
    }

    private bool Trusted(HttpContext http)
    {
        var given = http.Request.Headers.Authorization.ToString() is { } bearer && bearer.StartsWith("Bearer ", StringComparison.Ordinal) ? bearer["Bearer ".Length..] : http.Request.Query["token"].ToString();
        return token is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));
    }

    // A report that comes twice, or of a message that is not ours, changes nothing more.
    private async Task Keep(IReadOnlyList<Said> reports, CancellationToken cancel)
    {
        var (ids, names) = (reports.Select(r => r.Id).OfType<Guid>().ToArray(), reports.Select(r => r.ProviderId).OfType<string>().ToArray());
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var messages = await context.Set<Message>().AsNoTracking().Where(m => ids.Contains(m.Id) || (m.ProviderId != null && names.Contains(m.ProviderId))).ToListAsync(cancel);
        var (batch, now) = (new WriteBatch(), time.GetUtcNow());
        foreach (var message in messages.Where(m => m.Receipt is null))
        {
            var said = reports.First(r => r.Id == message.Id || (r.ProviderId is not null && r.ProviderId == message.ProviderId));
            if (!said.Delivered)
            {
                GiveUp.Undelivered(batch, message, said.Why, now);
                continue;
            }

            batch.Add("UPDATE messages SET receipt = $1, receipt_at = $2 WHERE id = $3", Receipt.Delivered, now, message.Id);
            EvidenceSource.Owe(batch, RecordNotices.Delivered, message.Id, "", now);
        }

        if (batch.Statements.Count > 0)
            await database.Commit(batch, CancellationToken.None);
    }
}
