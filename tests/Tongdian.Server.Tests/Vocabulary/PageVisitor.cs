using System.Net;
using System.Net.Http.Headers;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A file that a visitor chooses.</summary>
public sealed record ChosenFile(string Name, byte[] Content);

/// <summary>Somebody at a browser without scripts: opens pages, fills in forms by their labels, presses buttons by their words, follows where it leads.</summary>
public sealed class PageVisitor : IDisposable
{
    private const int MostRedirects = 10;

    private readonly HttpClient http;
    private readonly UnexpectedFailures unexpected;

    public PageVisitor(Uri server, UnexpectedFailures unexpected, string language)
    {
        this.unexpected = unexpected;
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = server };
        http.DefaultRequestHeaders.Add("Accept-Language", language);
        http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    /// <summary>What the browser keeps.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <summary>Opens a page.</summary>
    public Task<WebPage> Open(string path) => Follow(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Opens where a link leads.</summary>
    public Task<WebPage> Click(WebPage page, string link) => Open(page.Link(link));

    /// <summary>
    /// Fills in and presses a button. A text goes into the field with that label; <c>true</c> chooses the answer or ticks the box; a
    /// <see cref="ChosenFile"/> is chosen.
    /// </summary>
    public Task<WebPage> Press(WebPage page, string button, params (string Label, object Value)[] filled)
    {
        var (action, fields, files) = page.Fill(button, filled);
        if (files.Count == 0)
            return Post(action, [.. fields]);
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), $"\"{name}\"");
        foreach (var (name, file) in files)
        {
            var content = new ByteArrayContent(file.Content);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(content, $"\"{name}\"", file.Name);
        }

        return Follow(new HttpRequestMessage(HttpMethod.Post, action) { Content = form });
    }

    /// <summary>Sends fields as they are, as whoever has tampered with a form would.</summary>
    public Task<WebPage> Post(string path, params (string Name, string Value)[] fields) =>
        Follow(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    public void Dispose() => http.Dispose();

    private async Task<WebPage> Follow(HttpRequestMessage first)
    {
        var (page, to) = await Ask(first);
        for (var redirects = 0; to is not null && redirects < MostRedirects; redirects++)
            (page, to) = await Ask(new HttpRequestMessage(HttpMethod.Get, to));
        return page;
    }

    private async Task<(WebPage Page, Uri? To)> Ask(HttpRequestMessage request)
    {
        using (request)
        using (var response = await http.SendAsync(request))
        {
            var page = new WebPage((int)response.StatusCode, request.RequestUri!.PathAndQuery, await response.Content.ReadAsStringAsync());
            return page.Status == 500
                ? throw new InvalidOperationException($"{request.Method} {page.Address} → 500 {page.Html}\n{unexpected.Last}")
                : (page, response.Headers.Location);
        }
    }
}
