using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Tongdian.Demo.Api;

/// <summary>Somebody who speaks to the platform over HTTP: a colleague with a session, a customer with an access code, or a stranger.</summary>
internal sealed class Caller(HttpClient http, CancellationToken cancel)
{
    private const int MostTries = 5;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Session of a colleague.</summary>
    public string? Token { get; init; }

    /// <summary>Access code of a customer.</summary>
    public string? AccessCode { get; init; }

    /// <summary>Language of the answers.</summary>
    public string Language { get; init; } = "zh-CN";

    public async Task<T> Get<T>(string path)
    {
        var answer = await Send(HttpMethod.Get, path, null, null, null);
        return answer.OrFail($"GET {path}").Read<T>();
    }

    public async Task<byte[]> Download(string path)
    {
        using var request = Request(HttpMethod.Get, path);
        using var answer = await http.SendAsync(request, cancel);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadAsByteArrayAsync(cancel)
            : throw new DemoFailed($"文件无法取回:{(int)answer.StatusCode} {path}", $"A file cannot be read: {(int)answer.StatusCode} {path}");
    }

    /// <summary>A write under a key: when it comes twice, it happens once.</summary>
    public Task<Answer> Post(string path, JsonNode? body, int? version) => Send(
        HttpMethod.Post, path,
        () => new StringContent(body?.ToJsonString(Answer.Json) ?? "{}", Encoding.UTF8, "application/json"), version, Guid.NewGuid().ToString("n"));

    public async Task<Guid> Upload(byte[] bytes, string mediaType)
    {
        var answer = await Send(HttpMethod.Post, "/api/v1/files", Form, null, Guid.NewGuid().ToString("n"));
        var file = answer.OrFail("POST /api/v1/files").Read<UploadView>();
        return file.MediaType == mediaType
            ? file.Id
            : throw new DemoFailed($"平台把 {mediaType} 认作 {file.MediaType}", $"The platform took a {mediaType} for a {file.MediaType}");

        HttpContent Form()
        {
            var part = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
            return new MultipartFormDataContent { { part, "file", "file" } };
        }
    }

    // A request that was cut off, or came too fast, is sent again under the same key.
    private async Task<Answer> Send(HttpMethod method, string path, Func<HttpContent>? content, int? version, string? key)
    {
        for (var tries = 1; ; tries++)
        {
            using var request = Request(method, path);
            request.Content = content?.Invoke();
            if (version is { } from)
                request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{from}\""));
            if (key is not null)
                request.Headers.Add("Idempotency-Key", key);
            try
            {
                using var answer = await http.SendAsync(request, cancel);
                if (answer.StatusCode == HttpStatusCode.TooManyRequests && tries < MostTries)
                {
                    var wait = answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
                    await Task.Delay(wait < LongestWait ? wait : LongestWait, cancel);
                    continue;
                }

                var tag = answer.Headers.ETag?.Tag.Trim('"');
                var read = int.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
                return new Answer(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel), read);
            }
            catch (HttpRequestException) when (tries < MostTries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200 * tries), cancel);
            }
            catch (HttpRequestException broken)
            {
                throw new DemoFailed($"平台不可达:{broken.Message}", $"The platform cannot be reached: {broken.Message}", broken);
            }
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.AcceptLanguage.ParseAdd(Language);
        if (Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (AccessCode is not null)
            request.Headers.Add("X-Access-Code", AccessCode);
        return request;
    }
}
