using System.Text.Json;
using Tongdian.Bench.Load;
using Tongdian.Bench.Scenes;

namespace Tongdian.Bench.Benchmarks;

/// <summary>Signing in.</summary>
internal static class Staff
{
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
}
