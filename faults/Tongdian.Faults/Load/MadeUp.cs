using System.Globalization;
using System.Text.Json.Nodes;

namespace Tongdian.Faults.Load;

/// <summary>People who do not exist, what they apply for, what is found at their homes, and pictures of nothing.</summary>
internal static class MadeUp
{
    public const string Region = "demo-county-east";

    /// <summary>The stages of a home after the online check has accepted the application, who does them, and which files and signatures they want.</summary>
    public static readonly (string Stage, string Role, string[] Files, string[] Signatures)[] Stages =
    [
        ("survey", "surveyor", ["site-overview", "supply-point", "meter-position"], ["customer", "surveyor"]),
        ("contract", "counter-clerk", [], ["customer", "counter-clerk"]),
        ("construction", "construction-crew", ["before", "cable-laid", "terminal", "meter-box", "meter-photo", "after"], ["construction-crew"]),
        ("energisation", "meter-installer", ["power-on"], ["customer", "meter-installer"]),
        ("archive", "counter-clerk", [], []),
    ];

    /// <summary>What comes with an application.</summary>
    public static readonly string[] Documents = ["identity", "property"];

    private static readonly string[] Archived = ["application", "survey-report", "contract", "construction-record", "energisation-record"];

    // A JPEG of eight by eight.
    private static readonly byte[] Dots = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx"
        + "4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAA"
        + "AAAAAAX/xAAaEAACAgMAAAAAAAAAAAAAAAAAAQJBBCEy/8QAFQEBAQAAAAAAAAAAAAAAAAAAAwX/xAAaEQACAgMAAAAAAAAAAAAAAAAAIQEDBBEU/9oADAMBAAIRAxEAPw"
        + "CKshcvUXK6ABcjAoaG7LYWz//Z");

    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static JsonObject Application(int person, IEnumerable<(string Kind, string File)> documents) => new()
    {
        ["customer"] = new JsonObject { ["kind"] = "residential", ["name"] = "张示例", ["idType"] = "resident-id", ["idNumber"] = IdNumber(person), ["phone"] = Phone(139, person) },
        ["supply"] = new JsonObject { ["request"] = "new", ["capacityKw"] = 8, ["purpose"] = "home", ["urgency"] = "normal" },
        ["site"] = new JsonObject
        {
            ["region"] = Region, ["address"] = string.Create(CultureInfo.InvariantCulture, $"示范县示范路{person}号"), ["lat"] = 40.316, ["lon"] = 116.637,
        },
        ["documents"] = new JsonArray([.. documents.Select(d => new JsonObject { ["kind"] = d.Kind, ["file"] = d.File })]),
        ["consent"] = true, ["language"] = "zh-CN",
    };

    public static JsonObject Enquiry(int person) => new()
    {
        ["kind"] = "enquiry", ["text"] = "电表走得太快怎么办?", ["region"] = Region, ["contact"] = new JsonObject { ["name"] = "张示例", ["phone"] = Phone(136, person) },
    };

    /// <summary>What is handed in for a stage.</summary>
    public static JsonObject Form(int stage, int person, DateTime now, IReadOnlyList<string> pictures)
    {
        var (id, _, files, signatures) = Stages[stage];
        return new JsonObject
        {
            ["fields"] = Fields(id, person, now),
            ["files"] = new JsonArray([.. files.Select((kind, i) => new JsonObject { ["kind"] = kind, ["file"] = pictures[i] })]),
            ["signatures"] = new JsonArray([.. signatures.Select((role, i) => new JsonObject { ["role"] = role, ["file"] = pictures[files.Length + i] })]),
        };
    }

    /// <summary>A picture that nobody else has: the same few dots, with a remark of its own.</summary>
    public static byte[] Picture(Random random)
    {
        var remark = new byte[16];
        random.NextBytes(remark);
        return [.. Dots.AsSpan(0, 2), 0xFF, 0xFE, 0, (byte)(remark.Length + 2), .. remark, .. Dots.AsSpan(2)];
    }

    private static JsonObject Fields(string stage, int person, DateTime now) => stage switch
    {
        "survey" => new JsonObject
        {
            ["position"] = new JsonObject { ["lat"] = 40.31618, ["lon"] = 116.63724, ["accuracyM"] = 4 },
            ["supplyPoint"] = "2 号公变 3 号分支箱", ["phases"] = "single", ["capacityKw"] = 8, ["lineWorks"] = false, ["serviceLineLengthM"] = 14, ["measuredVoltageV"] = 228.6,
            ["transformerName"] = "2 号公变", ["transformerCapacityKva"] = 400, ["transformerMaxLoadKw"] = 231.5, ["buildingStructure"] = "brick-concrete", ["earthing"] = "tt",
            ["cableRoute"] = "沿院墙明敷", ["schemeExplained"] = true, ["meteringMode"] = "direct", ["meterPosition"] = "单元门左侧表箱", ["lineType"] = "wall",
            ["crossSectionMm2"] = 10, ["protection"] = "表前 C63,表后 C40 带 30 mA 剩余电流保护器", ["noChargeReason"] = "投资界面已延伸至客户红线",
        },
        "contract" => new JsonObject { ["partiesConfirmed"] = true, ["tariffCategory"] = "residential", ["billingCycle"] = "two-monthly", ["contractCapacityKw"] = 8 },
        "construction" => new JsonObject
        {
            ["safetyBriefing"] = true, ["crewMembers"] = 2, ["concealedWorks"] = false, ["meterNumber"] = MeterNumber(person), ["meterPhases"] = "single",
            ["materials"] = new JsonArray(new JsonObject { ["name"] = "绝缘电线", ["unit"] = "米", ["quantity"] = 32 }),
            ["seals"] = new JsonArray(new JsonObject { ["number"] = string.Create(CultureInfo.InvariantCulture, $"FY{person:D8}"), ["place"] = "meter-box" }),
            ["firstReadingKwh"] = 0.02, ["multiplier"] = 1,
        },
        "energisation" => new JsonObject
        {
            ["checkedDeadBefore"] = true, ["meterNumberSeen"] = MeterNumber(person), ["uA"] = 227.4, ["residualCurrentDeviceTested"] = true,
            ["energisedAt"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        },
        _ => new JsonObject
        {
            ["documentsArchived"] = new JsonObject(Archived.Select(d => KeyValuePair.Create<string, JsonNode?>(d, new JsonObject { ["result"] = "pass" }))),
        },
    };

    private static string MeterNumber(int person) => string.Create(CultureInfo.InvariantCulture, $"1130{person:D12}");

    private static string Phone(int prefix, int person) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{person:D8}");

    private static string IdNumber(int person)
    {
        var born = new DateOnly(1950, 1, 1).AddDays(person % 18_000);
        var body = string.Create(CultureInfo.InvariantCulture, $"110101{born:yyyyMMdd}{person / 18_000 % 1000:D3}");
        return body + "10X98765432"[body.Select((digit, i) => (digit - '0') * Weights[i]).Sum() % 11];
    }
}
