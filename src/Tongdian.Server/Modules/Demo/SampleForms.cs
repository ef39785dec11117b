using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Server.Modules.Demo;

/// <summary>Fills the form of any stage with values that fit its rules: for the demo company's cases.</summary>
public static class SampleForms
{
    // Numbers and codes that the patterns of the processes ask for.
    private static readonly string[] Codes =
        ["DDZY20261123", "A21003456", "200/5", "10000/100", "13800000000", "T-2026-0417", "1", "91350211M000100Y43", "ABC-1"];

    // What people of the trade write; fields that are not here get their label.
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["supplyPoint"] = "10 千伏城东线 12 号杆，城东 3 号公变低压侧", ["secondSupplyPoint"] = "10 千伏城西线 7 号环网柜",
        ["cableRoute"] = "自分支箱沿北墙明敷 18 米至表箱，过人行道处穿管", ["obstacles"] = "入口处有绿化带，施工前与物业确认",
        ["transformerName"] = "城东 3 号公变", ["protection"] = "总开关 63 A，带剩余电流保护 30 mA", ["remarks"] = "资料与系统信息一致",
        ["siteContact"] = "陈师傅", ["confirmedBy"] = "陈师傅", ["designer"] = "林工", ["crewLeader"] = "赵磊", ["plan"] = "应急发电车 400 kW 先行供电，低压侧并网前核相",
        ["opinion"] = "符合要求", ["summary"] = "图纸满足规程要求，同意按图施工", ["decision"] = "同意供电方案", ["comments"] = "客户满意，已讲解用电安全",
        ["noteToCustomer"] = "请于施工当日安排人员在场", ["criticalLoads"] = "手术室、重症监护室，允许停电时间不超过 0.5 秒",
        ["designUnit"] = "示范电力设计院", ["builder"] = "示范电力安装公司", ["meterPosition"] = "北墙集中表箱，距地 1.6 米",
        ["answerToReview"] = "已按意见修改接地装置设计，见第 3 页", ["documentsToFollow"] = "产权证明三日内补交",
        ["name"] = "铜芯电缆", ["specification"] = "YJV-0.6/1 kV 3×16", ["unit"] = "米", ["seals"] = "A21003456",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, decimal> Figures = new Dictionary<string, decimal>(StringComparer.Ordinal)
    {
        ["serviceLineLengthM"] = 18, ["lineLengthM"] = 18, ["transformerCapacityKva"] = 400, ["transformerMaxLoadKw"] = 236, ["existingLoadKw"] = 4,
        ["powerFactor"] = 0.92m, ["measuredVoltageV"] = 226.4m, ["measuredVoltageKv"] = 10.3m, ["crossSectionMm2"] = 16, ["uA"] = 227.1m, ["uB"] = 226.8m,
        ["uC"] = 226.2m, ["uABkV"] = 10.2m, ["uBCkV"] = 10.3m, ["uCAkV"] = 10.2m, ["earthResistanceOhm"] = 3.2m, ["insulationMOhm"] = 200,
        ["quantity"] = 18, ["unitPrice"] = 62.5m, ["amount"] = 1125, ["totalCost"] = 1125, ["crewMembers"] = 3, ["vehicles"] = 1,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Values for all fields of the form.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="facts">What is known: prefilled values are taken over.</param>
    /// <param name="now">For dates and instants.</param>
    /// <param name="failing">True: the first item of every checklist fails.</param>
    public static ImmutableSortedDictionary<string, JsonElement> Fields(
        StageDefinition stage, Func<string, JsonElement?> facts, DateTimeOffset now, bool failing = false) =>
        stage.Fields
            .Where(f => f.RequiredUnless is not null || !stage.Fields.Any(other => other.RequiredUnless == f.Id))
            .ToImmutableSortedDictionary(f => f.Id, f => (f.Prefill is { } path ? facts(path) : null) ?? Value(f, now, failing), StringComparer.Ordinal);

    private static JsonElement Value(FieldDefinition field, DateTimeOffset now, bool failing)
    {
        JsonNode node = field.Type switch
        {
            FieldType.Text or FieldType.LongText => Text(field),
            FieldType.Number or FieldType.Money => Number(field),
            FieldType.Integer => (long)Math.Ceiling(Number(field)),
            FieldType.Boolean => true,
            FieldType.Choice => field.Options[0].Id,
            FieldType.Choices => new JsonArray(field.Options[0].Id),
            FieldType.Date => now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            FieldType.Instant => now.ToString("O", CultureInfo.InvariantCulture),
            FieldType.Position => new JsonObject { ["lat"] = 40.316, ["lon"] = 116.637, ["accuracyM"] = 5 },
            FieldType.Rows => new JsonArray(new JsonObject(field.Columns.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Id, JsonNode.Parse(Value(c, now, failing).GetRawText()))))),
            FieldType.Checklist => new JsonObject(field.Options.Select((o, i) => KeyValuePair.Create<string, JsonNode?>(o.Id, failing && i == 0
                ? new JsonObject { ["result"] = "fail", ["remark"] = "与图纸不符，请整改" }
                : new JsonObject { ["result"] = "pass" }))),
            _ => throw new InvalidOperationException($"Unknown field type {field.Type}"),
        };
        return JsonSerializer.SerializeToElement(node);
    }

    private static string Text(FieldDefinition field)
    {
        if (field.Pattern is { } pattern)
            return Codes.First(c => Regex.IsMatch(c, $"^(?:{pattern})$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        var text = Words.GetValueOrDefault(field.Id, field.Label.Zh);
        var most = (int)(field.Max ?? 4_000);
        return text.Length > most ? text[..most] : text.PadRight((int)(field.Min ?? 0), '。');
    }

    private static decimal Number(FieldDefinition field) => field switch
    {
        _ when Figures.TryGetValue(field.Id, out var figure) && figure >= (field.Min ?? figure) && figure <= (field.Max ?? figure) => figure,
        { Unit: "V", Min: { } min, Max: { } max } when min <= 220 && max >= 220 => 220,
        { Min: { } min, Max: { } max } when min == max => min,
        { Min: { } min } => min <= 1 ? Math.Min(1, field.Max ?? 1) : min,
        _ => Math.Min(1, field.Max ?? 1),
    };
}
