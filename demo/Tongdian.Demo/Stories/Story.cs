using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongdian.Demo.Stories;

/// <summary>What happens in one case: the application, and what is entered at each stage, time after time.</summary>
/// <param name="Process">The process that it must get.</param>
/// <param name="Application">The application; <c>@</c> values are made up anew in every run.</param>
/// <param name="Documents">Kinds of documents handed in with it.</param>
/// <param name="Later">Kinds of documents handed in when the power is on.</param>
/// <param name="Stages">Per stage its rounds: the first time it is done, the second time…</param>
internal sealed record Story(
    string Process, JsonObject Application, List<string> Documents, List<string>? Later, Dictionary<string, List<Round>> Stages)
{
    /// <summary>The stories, in the order of their files.</summary>
    public static List<Story> ReadAll() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Stories"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => JsonSerializer.Deserialize<Story>(File.ReadAllText(file), JsonSerializerOptions.Web) ?? throw new JsonException(file)),
    ];
}

/// <summary>One time that a stage is done.</summary>
/// <param name="Request">What the customer writes when asking for the inspection.</param>
/// <param name="Handed">Kinds of photographs that come with that request.</param>
/// <param name="Objection">What the customer does not agree with; then nothing is entered.</param>
/// <param name="Fields">Values; of a checklist only what is not simply passed.</param>
/// <param name="Needed">What must be there in this case although it need not be in every one: <c>fields.ctRatio</c>, <c>files.concealed-works</c>.</param>
/// <param name="Extra">Kinds of files that are handed in besides those that the form asks for.</param>
internal sealed record Round(
    string? Request, List<string>? Handed, string? Objection, JsonObject? Fields, List<string>? Needed, List<string>? Extra);

/// <summary>Values that are new in every run, so that no case looks like a duplicate of another.</summary>
internal static class MadeUp
{
    /// <summary>A copy in which every <c>@</c> value is replaced.</summary>
    public static JsonNode? Fill(JsonNode? node, DateTimeOffset now, Random dice) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Fill(m.Value, now, dice)))),
        JsonArray items => new JsonArray([.. items.Select(i => Fill(i, now, dice))]),
        JsonValue value when value.TryGetValue<string>(out var text) => text switch
        {
            "@now" => now.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            "@phone" => string.Create(CultureInfo.InvariantCulture, $"138{dice.Next(100_000_000):00000000}"),
            "@resident-id" => ResidentId(dice),
            _ => text,
        },
        _ => node?.DeepClone(),
    };

    // 17 digits and the check character of GB 11643 (ISO 7064 MOD 11-2).
    private static string ResidentId(Random dice)
    {
        var born = new DateOnly(1960, 1, 1).AddDays(dice.Next(14_000));
        var digits = string.Create(CultureInfo.InvariantCulture, $"110101{born:yyyyMMdd}{dice.Next(1000):000}");
        var rest = digits.Aggregate(0, (sum, digit) => (sum + digit - '0') * 2 % 11);
        return digits + "10X98765432"[rest];
    }
}
