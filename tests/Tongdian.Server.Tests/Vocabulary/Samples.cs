using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SkiaSharp;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>Applications of people who do not exist, each another person at another place.</summary>
public static class Samples
{
    private static int people;

    /// <summary>JSON as a client writes it.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A small photograph.</summary>
    public static readonly byte[] Photo = Photos.Jpeg(48, 36);

    /// <summary>A document of one empty page.</summary>
    public static readonly byte[] Pdf = MakePdf();

    /// <summary>A home, by "zero approval".</summary>
    public static JsonObject Home() => Application("residential", new { request = "new", capacityKw = 8, purpose = "home" }, "demo-county-east");

    /// <summary>A shop at low voltage.</summary>
    public static JsonObject Shop() => Application("business", new { request = "new", capacityKw = 60, purpose = "shop" }, "demo-county-west");

    /// <summary>A factory at high voltage.</summary>
    public static JsonObject Factory() => Application("business", new { request = "new", capacityKva = 800, purpose = "industry" }, "demo-district");

    /// <summary>A hospital that needs power now.</summary>
    public static JsonObject Hospital()
    {
        var application = Application(
            "public-service", new { request = "new", capacityKw = 120, urgency = "emergency", reason = "手术室停电", purpose = "hospital" }, "demo-county");
        application["customer"]!["critical"] = true;
        return application;
    }

    /// <summary>The application for a process.</summary>
    public static JsonObject For(string process) => process switch
    {
        "low-voltage-residential" => Home(),
        "low-voltage-non-residential" => Shop(),
        "high-voltage" => Factory(),
        "emergency" => Hospital(),
        _ => throw new ArgumentOutOfRangeException(nameof(process), process, null),
    };

    /// <summary>The documents that the sample's process requires.</summary>
    public static string[] DocumentsOf(JsonObject application) => application["customer"]!["kind"]!.GetValue<string>() switch
    {
        "residential" => ["identity", "property"],
        "business" => ["identity", "property", "business-licence"],
        _ => ["identity"],
    };

    /// <summary>A valid identity number that nobody has.</summary>
    public static string IdentityNumber(int person)
    {
        var born = new DateOnly(1950, 1, 1).AddDays(person % 18_000);
        var body = string.Create(CultureInfo.InvariantCulture, $"110101{born:yyyyMMdd}{person / 18_000:D3}");
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return body + "10X98765432"[body.Select((digit, i) => (digit - '0') * weights[i]).Sum() % 11];
    }

    private static JsonObject Application(string kind, object supply, string region)
    {
        var person = Interlocked.Increment(ref people);
        var application = new JsonObject
        {
            ["customer"] = new JsonObject
            {
                ["kind"] = kind, ["name"] = "张示例", ["idType"] = "resident-id", ["idNumber"] = IdentityNumber(person),
                ["phone"] = (13_900_000_000 + person).ToString(CultureInfo.InvariantCulture),
            },
            ["supply"] = JsonSerializer.SerializeToNode(supply, Json),
            ["site"] = new JsonObject { ["region"] = region, ["address"] = $"示范县示范路{person}号", ["lat"] = 40.316, ["lon"] = 116.637 },
            ["documents"] = new JsonArray(), ["consent"] = true, ["language"] = "zh-CN",
        };
        if (kind != "residential")
            application["customer"]!["organisation"] = $"示例单位{person}";
        return application;
    }

    private static byte[] MakePdf()
    {
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream))
        {
            document.BeginPage(100, 100);
            document.EndPage();
        }

        return stream.ToArray();
    }
}
