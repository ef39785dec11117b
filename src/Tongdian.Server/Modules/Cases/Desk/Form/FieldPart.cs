using Microsoft.AspNetCore.Components;
using Tongdian.Domain.Forms;
using Tongdian.Server.Platform.Http;
using static Tongdian.Server.Modules.Cases.Desk.DeskTexts;

namespace Tongdian.Server.Modules.Cases.Desk.Form;

/// <summary>The part of a form for one field: one component for each type.</summary>
public abstract class FieldPart : ComponentBase
{
    /// <summary>The field.</summary>
    [Parameter, EditorRequired]
    public required FieldDefinition Field { get; set; }

    /// <summary>What stands in it.</summary>
    [Parameter, EditorRequired]
    public required FieldInput Input { get; set; }

    /// <summary>Where it is: <c>fields.costItems[0].amount</c>.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    /// <summary>It must be filled.</summary>
    [Parameter]
    public bool Required { get; set; }

    /// <summary>The form.</summary>
    [CascadingParameter]
    public required FormState Form { get; set; }

    /// <summary>Id of the input.</summary>
    protected string Id => FormState.Id(Path);

    /// <summary>What describes the input, for who cannot see it.</summary>
    protected string Described => $"{Id}-help {Id}-why";

    /// <summary>Whether something is wrong with it.</summary>
    protected string? Invalid => Form.Of(Path).Any() ? "true" : null;

    /// <summary>The label with the unit.</summary>
    protected string Label => Field.Unit is { } unit ? $"{Field.Label.In(Language.Current)}{Text("form.unit", unit == "CNY" ? Text("unit.cny") : unit)}" : Field.Label.In(Language.Current);

    /// <summary>Takes over what was typed.</summary>
    protected void Typed(ChangeEventArgs e)
    {
        Input.Text = e.Value?.ToString() ?? "";
        Form.Touch();
    }
}
