using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A customer's browser without JavaScript: it keeps cookies, follows redirects, and sends forms as they stand on the page.</summary>
public sealed partial class CustomerBrowser : IDisposable
{
    private readonly HttpClient http;

    private CustomerBrowser(Uri address)
    {
        var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true };
        http = new HttpClient(handler) { BaseAddress = address };
    }

    public static CustomerBrowser On(TongdianServer server) =>
        new(new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));

    /// <summary>A browser that came in by the code on the slip.</summary>
    public static async Task<CustomerBrowser> With(TongdianServer server, CaseUnderTest one)
    {
        var browser = On(server);
        (await browser.Open($"/case/open?number={one.Number}&code={one.Code}")).Is(200);
        return browser;
    }

    public async Task<CustomerPage> Open(string path, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        if (ifNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return await Send(request);
    }

    /// <summary>Presses a button: the form around it goes with what stands in it, changed by <paramref name="entered"/>.</summary>
    public async Task<CustomerPage> Press(
        CustomerPage page, string button, IReadOnlyDictionary<string, string>? entered = null, params (string Name, byte[] Content, string FileName)[] files)
    {
        var form = page.FormWith(button);
        var values = form.Values.Where(v => entered?.ContainsKey(v.Name) != true).Concat((entered ?? new Dictionary<string, string>()).Select(e => (Name: e.Key, e.Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Action ?? page.Path);
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        if (form.Uploads)
        {
            var content = new MultipartFormDataContent();
            foreach (var (name, value) in values)
                content.Add(new StringContent(value), name);
            foreach (var (name, bytes, fileName) in files)
                content.Add(new ByteArrayContent(bytes), name, fileName);
            request.Content = content;
        }
        else
        {
            request.Content = new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));
        }

        return await Send(request);
    }

    public void Dispose() => http.Dispose();

    private async Task<CustomerPage> Send(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        return new CustomerPage(
            (int)response.StatusCode, response.RequestMessage!.RequestUri!.PathAndQuery, await response.Content.ReadAsStringAsync(),
            response.Headers.ETag?.ToString(), response.Content.Headers.ContentType?.MediaType);
    }
}

/// <summary>A page that a browser got.</summary>
public sealed partial record CustomerPage(int Status, string Path, string Html, string? ETag, string? MediaType)
{
    /// <summary>What a person reads, without marks.</summary>
    public string Text => WebUtility.HtmlDecode(Spaces().Replace(Marks().Replace(Html, " "), " "));

    /// <summary>The same page, when the status is this.</summary>
    public CustomerPage Is(int status) => Status == status ? this : throw new InvalidOperationException($"{Path} → {Status}, not {status}: {Text}");

    public PageOfForm FormWith(string button)
    {
        foreach (var html in Forms().Matches(Html).Select(m => m.Value))
        {
            var pressed = Buttons().Matches(html).FirstOrDefault(b => WebUtility.HtmlDecode(Marks().Replace(b.Groups["text"].Value, "")).Trim() == button);
            if (pressed is null)
                continue;
            var values = Inputs().Matches(html).Select(m => m.Value).Where(i => Attribute(i, "type") is not ("radio" or "checkbox" or "file") || i.Contains(" checked", StringComparison.Ordinal))
                .Where(i => Attribute(i, "name") is not null && Attribute(i, "type") != "file").Select(i => (Attribute(i, "name")!, Attribute(i, "value") ?? ""))
                .Concat(Areas().Matches(html).Select(m => (Attribute(m.Value, "name")!, WebUtility.HtmlDecode(m.Groups["text"].Value))))
                .Concat(Selects().Matches(html).Select(m => (Attribute(m.Value, "name")!, Chosen().Match(m.Value) is { Success: true } c ? WebUtility.HtmlDecode(c.Groups["value"].Value) : "")));
            if (Attribute(pressed.Value, "name") is { } name)
                values = values.Append((name, Attribute(pressed.Value, "value") ?? ""));
            var head = html[..html.IndexOf('>', StringComparison.Ordinal)];
            return new PageOfForm(Attribute(head, "action"), head.Contains("multipart", StringComparison.Ordinal), [.. values]);
        }

        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"No button {button} on {Path}: {Text}"));
    }

    private static string? Attribute(string tag, string name)
    {
        var head = tag[..(tag.IndexOf('>', StringComparison.Ordinal) is var end and >= 0 ? end : tag.Length)];
        var from = head.IndexOf($" {name}=\"", StringComparison.Ordinal);
        if (from < 0)
            return null;
        from += name.Length + 3;
        return WebUtility.HtmlDecode(head[from..head.IndexOf('"', from)]);
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline, 5000)]
    private static partial Regex Forms();

    [GeneratedRegex("<button(?=[^>]*type=\"submit\")[^>]*>(?<text>.*?)</button>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Buttons();

    [GeneratedRegex("<input[^>]*>", RegexOptions.None, 5000)]
    private static partial Regex Inputs();

    [GeneratedRegex("<textarea[^>]*>(?<text>.*?)</textarea>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Areas();

    [GeneratedRegex("<select.*?</select>", RegexOptions.Singleline, 5000)]
    private static partial Regex Selects();

    [GeneratedRegex("<option value=\"(?<value>[^\"]*)\"[^>]* selected", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Chosen();

    [GeneratedRegex("<(?<tag>script|style).*?</\\k<tag>>|<[^>]*>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Marks();

    [GeneratedRegex("\\s+", RegexOptions.None, 5000)]
    private static partial Regex Spaces();
}

/// <summary>A form on a page, as it stands.</summary>
public sealed record PageOfForm(string? Action, bool Uploads, IReadOnlyList<(string Name, string Value)> Values)
{
    public string this[string name] => Values.First(v => v.Name == name).Value;
}
