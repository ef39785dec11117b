using System.Collections.Immutable;
using System.Text.Json;

namespace Tongdian.Domain.Forms;

/// <summary>What a checklist may be: item id → <c>{result: pass|fail|not-applicable, remark?, photos?}</c>; <c>photos</c> are ids of files that are handed in with it.</summary>
internal static class ChecklistRules
{
    private const int LongestRemark = 1000;
    private const int MostPhotos = 10;

    /// <summary>What is judged, is judged in the right words.</summary>
    public static IEnumerable<FieldError> Check(FieldDefinition field, JsonElement value, string path)
    {
        if (Json.Members(value) is not { } items)
        {
            yield return FormErrors.WrongType(path, "object");
            yield break;
        }
        foreach (var (id, item) in items)
        {
            var at = $"{path}.{id}";
            if (field.Options.All(o => o.Id != id))
                yield return FormErrors.Unknown(at);
            else if (!Json.IsEmpty(item) && Json.Members(item) is null)
                yield return FormErrors.WrongType(at, "object");
            else if (!Json.IsEmpty(item) && Judgement(item, at) is { } error)
                yield return error;
        }
    }

    /// <summary>Every item is judged, and a failed one says why.</summary>
    public static IEnumerable<FieldError> Missing(FieldDefinition field, JsonElement value, string path)
    {
        if (Json.Members(value) is not { } items)
            yield break;
        foreach (var option in field.Options)
        {
            var item = items.TryGetValue(option.Id, out var given) ? Json.Members(given) : null;
            if (item is null || !item.TryGetValue("result", out var result) || Json.IsEmpty(result))
                yield return FormErrors.NotJudged($"{path}.{option.Id}");
            else if (Json.Text(result) == "fail" && (!item.TryGetValue("remark", out var remark) || Json.IsEmpty(remark)))
                yield return FormErrors.RemarkMissing($"{path}.{option.Id}.remark");
        }
    }

    public static bool AnyFailed(JsonElement value) =>
        Json.Members(value) is { } items
        && items.Values.Any(i => Json.Members(i) is { } item && item.TryGetValue("result", out var result) && Json.Text(result) == "fail");

    /// <summary>Photographs of items that are not among the files.</summary>
    public static IEnumerable<FieldError> Unseen(FieldDefinition field, JsonElement value, IReadOnlySet<Guid> files, string path) =>
        from item in Json.Members(value) ?? ImmutableDictionary<string, JsonElement>.Empty
        where field.Options.Any(o => o.Id == item.Key)
        from photo in PhotosOf(item.Value).Index()
        where !files.Contains(photo.Item)
        select FormErrors.FileUnknown($"{path}.{item.Key}.photos[{photo.Index}]");

    /// <summary>The photographs of an item.</summary>
    public static IEnumerable<Guid> PhotosOf(JsonElement item) =>
        Json.Members(item) is { } members && members.TryGetValue("photos", out var photos) && photos.ValueKind == JsonValueKind.Array
            ? photos.EnumerateArray().Select(p => Guid.TryParse(Json.Text(p), out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)
            : [];

    private static FieldError? Photos(JsonElement photos, string path)
    {
        if (photos.ValueKind != JsonValueKind.Array || photos.EnumerateArray().Any(p => !Guid.TryParseExact(Json.Text(p), "D", out _)))
            return FormErrors.WrongType(path, "array");
        if (photos.GetArrayLength() > MostPhotos)
            return FormErrors.TooManyFiles(path, MostPhotos);
        return photos.EnumerateArray().DistinctBy(p => Guid.Parse(Json.Text(p)!)).Count() < photos.GetArrayLength() ? FormErrors.Repeated(path) : null;
    }

    private static FieldError? Judgement(JsonElement item, string path)
    {
        var members = Json.Members(item)!;
        if (members.Keys.FirstOrDefault(k => k is not ("result" or "remark" or "photos")) is { } unknown)
            return FormErrors.Unknown($"{path}.{unknown}");
        if (members.TryGetValue("result", out var result) && !Json.IsEmpty(result) && Json.Text(result) is not ("pass" or "fail" or "not-applicable"))
            return FormErrors.NoSuchOption($"{path}.result");
        if (members.TryGetValue("photos", out var photos) && Photos(photos, $"{path}.photos") is { } wrong)
            return wrong;
        if (!members.TryGetValue("remark", out var remark) || Json.IsEmpty(remark))
            return null;
        if (remark.ValueKind != JsonValueKind.String)
            return FormErrors.WrongType($"{path}.remark", "string");
        if (Json.Text(remark) is not { } text || TextRules.HasForbidden(text, severalLines: true))
            return FormErrors.Characters($"{path}.remark");
        return text.Length > LongestRemark ? FormErrors.TooLong($"{path}.remark", LongestRemark) : null;
    }
}
