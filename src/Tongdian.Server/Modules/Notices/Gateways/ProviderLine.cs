using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongdian.Server.Modules.Notices.Gateways;

/// <summary>HTTP to providers of messages. A redirect is no answer, and what is not answered in time is not answered.</summary>
internal sealed class ProviderLine(IHttpClientFactory clients)
{
    public const string Client = "messages";

    private const int LongestAnswer = 64 << 10;
    private const int LongestFailure = 40;

    /// <summary>Asks a provider; <paramref name="judge"/> gets status and body of the answer.</summary>
    public async Task<SendOutcome> Ask(Func<HttpRequestMessage> request, Func<int, string, SendOutcome> judge, CancellationToken cancel)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            client.MaxResponseContentBufferSize = LongestAnswer;
            using var asked = request();
            using var answer = await client.SendAsync(asked, cancel);
            return judge((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
        }
        catch (Exception none) when (none is HttpRequestException or IOException or Polly.ExecutionRejectedException || (none is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return SendOutcome.NoAnswer;
        }
    }

    /// <summary>What a status says by itself; null when it says yes. What the provider finds wrong stays wrong; that it is busy or down does not.</summary>
    public static SendOutcome? Refused(int status) => status is >= 200 and < 300
        ? null
        : new SendOutcome(
            Accepted: false,
            Final: status is >= 400 and < 500 && (HttpStatusCode)status is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden),
            $"http-{status}");

    /// <summary>An answer as JSON; null when it is none.</summary>
    public static JsonNode? Json(string answer)
    {
        try
        {
            return JsonNode.Parse(answer) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A code of a provider, short enough to be kept.</summary>
    public static string Short(string code) => code.Length <= LongestFailure ? code : code[..LongestFailure];
}
