using System.Text.Json;
using Tongdian.Domain.Survey;

namespace Tongdian.Server.Modules.Recognition.Vision;

/// <summary>What a model sees in a picture of a site.</summary>
/// <param name="Structure">An option of the field <c>buildingStructure</c>; null when it cannot tell.</param>
/// <param name="Line">An option of the field <c>lineType</c>; null when it cannot tell.</param>
/// <param name="Route">The way of the line in words, for <c>cableRoute</c>; null when it cannot tell.</param>
public sealed record StructureProposal(ReadValue? Structure, ReadValue? Line, ReadValue? Route)
{
    internal static readonly string[] Structures = ["brick-concrete", "frame", "steel", "timber", "other"];

    internal static readonly string[] Lines = ["overhead", "cable", "wall"];

    private const int LongestRoute = 1000;

    /// <summary>Takes an answer only when it is the JSON that was asked for, to the letter; else null.</summary>
    internal static StructureProposal? Read(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 4 });
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || root.EnumerateObject().Any(p => p.Name is not ("structure" or "line" or "route")))
                return null;
            return Value(root, "structure", Structures.Contains, out var structure) && Value(root, "line", Lines.Contains, out var line) &&
                Value(root, "route", text => text.Trim().Length is > 0 and <= LongestRoute && !text.Any(char.IsControl), out var route)
                    ? new StructureProposal(structure, line, route)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Value(JsonElement root, string name, Func<string, bool> known, out ReadValue? value)
    {
        value = null;
        if (!root.TryGetProperty(name, out var said))
            return false;
        if (said.ValueKind is JsonValueKind.Null)
            return true;
        if (said.ValueKind is not JsonValueKind.Object || said.EnumerateObject().Count() != 2 ||
            !said.TryGetProperty("value", out var text) || text.ValueKind is not JsonValueKind.String ||
            !said.TryGetProperty("confidence", out var sure) || sure.ValueKind is not JsonValueKind.Number ||
            !sure.TryGetDouble(out var confidence) || confidence is not (>= 0 and <= 1) || !known(text.GetString()!))
        {
            return false;
        }

        value = new ReadValue(text.GetString()!, confidence, null);
        return true;
    }
}
