namespace Tongdian.Server.Modules.Cases.Desk.Form;

/// <summary>What stands in the inputs of one field, as it was typed and ticked. What it means is for <see cref="InputValues"/>.</summary>
public sealed class FieldInput
{
    /// <summary>Text, number, day, time, the chosen option, or <c>true</c> and <c>false</c>.</summary>
    public string Text { get; set; } = "";

    /// <summary>Options that are ticked.</summary>
    public HashSet<string> Ticked { get; } = new(StringComparer.Ordinal);

    /// <summary>Rows, each with the inputs of its columns.</summary>
    public List<Dictionary<string, FieldInput>> Rows { get; } = [];

    /// <summary>Items of a checklist that were judged or remarked on.</summary>
    public Dictionary<string, ItemInput> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>Latitude.</summary>
    public string Lat { get; set; } = "";

    /// <summary>Longitude.</summary>
    public string Lon { get; set; } = "";

    /// <summary>How exact the place is, in metres.</summary>
    public string Accuracy { get; set; } = "";

    /// <summary>The item of a checklist.</summary>
    public ItemInput Item(string id)
    {
        if (!Items.TryGetValue(id, out var item))
            Items[id] = item = new ItemInput();
        return item;
    }
}

/// <summary>One item of a checklist.</summary>
public sealed class ItemInput
{
    /// <summary><c>pass</c>, <c>fail</c>, <c>not-applicable</c>, or nothing yet.</summary>
    public string Result { get; set; } = "";

    /// <summary>Why it failed, or anything else.</summary>
    public string Remark { get; set; } = "";

    /// <summary>Photographs of it, as they came from the site.</summary>
    public IReadOnlyList<Guid> Photos { get; set; } = [];
}
