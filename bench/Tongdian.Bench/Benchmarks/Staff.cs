using System.Text.Json;
using System.Text.RegularExpressions;
using Tongdian.Bench.Load;
using Tongdian.Bench.Scenes;

namespace Tongdian.Bench.Benchmarks;

/// <summary>Signing in.</summary>
internal static partial class Staff
{
    private const string TokenField = "__RequestVerificationToken";

    /// <summary>The header of a signed-in colleague, whom no rate limit slows down.</summary>
    public static async Task<(string Name, string Value)> SignIn(Uri server, string user)
    {
        using var connection = await HttpConnection.Open(server);
        var answer = await connection.Send(Requests.Post("/api/v1/sessions", JsonSerializer.Serialize(new { user, password = BenchCompany.Password })));
        var text = answer.Text;
        if (answer.Status != 201)
            throw new InvalidOperationException($"Signing in as {user}: {answer.Status} {text}");
        using var session = JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..(text.LastIndexOf('}') + 1)]);
        return ("Authorization", $"Bearer {session.RootElement.GetProperty("token").GetString()}");
    }

    /// <summary>The header of a colleague who signed in on the page, as the pages of the workbench want it.</summary>
    public static async Task<(string Name, string Value)> SignInOnPage(Uri server, string user)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = server };
        var page = await browser.GetStringAsync("/staff/sign-in");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [TokenField] = TokenValue().Match(page).Groups["token"].Value, ["user"] = user, ["password"] = BenchCompany.Password,
        });
        using var answer = await browser.PostAsync("/staff/sign-in", form);
        return handler.CookieContainer.GetCookies(server)["staff"] is { } cookie
            ? ("Cookie", cookie.ToString())
            : throw new InvalidOperationException($"Signing in as {user} on the page: {answer.StatusCode}");
    }

    [GeneratedRegex($"name=\"{TokenField}\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TokenValue();
}
