using System.Net;

namespace Tongdian.Server.Modules.Notices;

/// <summary>How a try to send ended.</summary>
/// <param name="Accepted">The provider has it now.</param>
/// <param name="Final">Trying again would end the same.</param>
/// <param name="Failure">Why not, a code.</param>
internal sealed record SendOutcome(bool Accepted, bool Final = false, string? Failure = null);

/// <summary>
/// The provider of text messages, from the setting <c>Notices:Sms:Url</c>: a POST of <c>{to, text, id}</c>, answered with 2xx when it has the
/// message. The same <c>id</c> is the same message, however often it comes. <c>Notices:Sms:Token</c> is sent as a bearer token when set.
/// </summary>
internal sealed class SmsGateway(IHttpClientFactory clients, IConfiguration configuration)
{
    public const string Client = "sms";

    private readonly Uri? url = configuration["Notices:Sms:Url"] is { Length: > 0 } text ? new Uri(text, UriKind.Absolute) : null;
    private readonly string? token = configuration["Notices:Sms:Token"];

    private sealed record Body(string To, string Text, Guid Id);

    /// <summary>False: there is no provider, and messages wait.</summary>
    public bool Configured => url is not null;

    /// <summary>Sends one message.</summary>
    public async Task<SendOutcome> Send(Guid id, string to, string text, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(new Body(to, text, id)) };
        if (!string.IsNullOrEmpty(token))
            request.Headers.Authorization = new("Bearer", token);
        try
        {
            using var client = clients.CreateClient(Client);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (answer.IsSuccessStatusCode)
                return new SendOutcome(Accepted: true);
            // What the provider finds wrong stays wrong; that it is busy or down does not.
            var final = (int)answer.StatusCode is >= 400 and < 500
                && answer.StatusCode is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
            return new SendOutcome(Accepted: false, final, $"http-{(int)answer.StatusCode}");
        }
        catch (Exception none) when (none is HttpRequestException or IOException or Polly.ExecutionRejectedException || (none is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new SendOutcome(Accepted: false, Failure: "no-answer");
        }
    }
}
