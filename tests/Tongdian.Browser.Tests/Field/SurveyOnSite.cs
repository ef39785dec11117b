using System.Text.Json;
using Microsoft.Playwright;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Demo;
using Tongdian.Server.Tests.Vocabulary;

namespace Tongdian.Browser.Tests.Field;

/// <summary>
/// The survey of one case as a surveyor does it on the telephone. Whatever breaks off, it is begun again and goes on from what the app still has: as a person
/// does.
/// </summary>
public sealed class SurveyOnSite
{
    private const string Pole = "poleNumber";

    private readonly FieldPhone phone;
    private readonly string customer;
    private readonly StageDefinition stage;
    private readonly IReadOnlyDictionary<string, JsonElement> values;
    private readonly IReadOnlyList<(string Kind, byte[] Picture)> photos;

    private SurveyOnSite(
        FieldPhone phone, string customer, StageDefinition stage, IReadOnlyDictionary<string, JsonElement> values, IReadOnlyList<(string Kind, byte[] Picture)> photos) =>
        (this.phone, this.customer, this.stage, this.values, this.photos) = (phone, customer, stage, values, photos);

    /// <summary>The pictures that are taken, by kind, with the hash that each has.</summary>
    public IEnumerable<(string Kind, string Sha256)> Taken => photos.Select(p => (p.Kind, FieldDeviceUnderTest.Hash(p.Picture)));

    /// <summary>A survey with values that fit and pictures that no other has.</summary>
    /// <param name="phone">The telephone.</param>
    /// <param name="one">The case.</param>
    /// <param name="customer">Whose it is: nobody else on the telephone is called that.</param>
    /// <param name="nth">Makes the pictures different.</param>
    /// <param name="big">Whether the first picture goes out in many pieces, as those of a good camera do.</param>
    public static async Task<SurveyOnSite> Of(FieldPhone phone, CaseUnderTest one, string customer, int nth = 0, bool big = false)
    {
        var definition = (await one.Process()).Stage("survey")!;
        var state = await one.Look();
        // A home that costs nothing: one reason instead of a list of costs. It has no meter yet, and the pole's number is not typed.
        var filled = SampleForms.Fields(definition, state.Fact, TimeProvider.System.GetUtcNow(), false)
            .Where(f => f.Key is not ("costItems" or "totalCost" or "existingMeterNumber" or Pole))
            .ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        filled["noChargeReason"] = JsonSerializer.SerializeToElement("居民零投资");
        JsonElement? Known(string path) =>
            path.StartsWith("survey.", StringComparison.Ordinal) ? filled.TryGetValue(path["survey.".Length..], out var own) ? own : null : state.Fact(path);
        var pictures = definition.Files.Where(f => f is { Min: > 0, Format: not FileFormat.Pdf } && Condition.AllHold(f.When, Known)).SelectMany(f => Enumerable.Repeat(f.Kind, f.Min))
            .Select((kind, i) => (kind, Picture(i, new Exif(new DateTime(2026, 3, 2, 9, nth, i), "+08:00", 40.3, 116.6, "Maker", "Phone")))).ToList();
        return new SurveyOnSite(phone, customer, definition, filled, pictures);

        byte[] Picture(int i, Exif taken) => big && i == 0 ? Photos.Grainy(2_000, 1_500, taken) : Photos.Jpeg(400, 300, taken);
    }

    /// <summary>Opens the form from wherever the app is; when it was handed in before, there is none to open.</summary>
    /// <returns>Whether there is anything left to do.</returns>
    public async Task<bool> Open()
    {
        var page = phone.Page;
        for (; await page.Locator("ol.cards").CountAsync() == 0; await page.WaitForFunctionAsync("() => document.querySelector('main')"))
            await page.Locator("header .bar-button").First.ClickAsync();
        await page.Locator("button.visit", new() { HasText = customer }).ClickAsync();
        var form = page.GetByRole(AriaRole.Button, new() { NameRegex = PhoneWords.ToForm });
        await Assertions.Expect(form.Or(page.GetByText(PhoneWords.HandedIn).First)).ToBeVisibleAsync();
        if (await form.CountAsync() == 0)
            return false;
        await form.ClickAsync();
        await Assertions.Expect(page.Locator("p.kept")).ToBeVisibleAsync();
        return true;
    }

    /// <summary>Fills in what is not there yet, photographs what is missing, and has it signed.</summary>
    public async Task FillIn()
    {
        var assured = phone.Page.Locator("section.assured input[type=checkbox]");
        for (var nth = 0; nth < await assured.CountAsync(); nth++)
            await assured.Nth(nth).CheckAsync(new() { Force = true });
        foreach (var field in stage.Fields.Where(f => values.ContainsKey(f.Id)))
            await Enter(field, values[field.Id]);
        foreach (var kind in photos.GroupBy(p => p.Kind))
            await Photograph(kind.Key, [.. kind.Select(p => p.Picture)]);
        foreach (var signature in stage.Signatures)
            await Sign(signature.Role);
    }

    /// <summary>Takes the number of the pole from its sign, by camera and without network.</summary>
    public async Task Scan()
    {
        await At(Pole).Locator("button.tool-main").ClickAsync();
        await Assertions.Expect(At(Pole).Locator("input").First).ToHaveValueAsync(FieldPhone.Sign, new() { Timeout = 60_000 });
    }

    /// <summary>Lets the app calculate what was asked for, without network, by the rules that it has with it.</summary>
    public async Task Calculate()
    {
        var asked = phone.Page.Locator(".tool-field", new() { HasTextRegex = PhoneWords.Asked }).Locator("input").First;
        await asked.FillAsync("9");
        await Assertions.Expect(phone.Page.GetByText("DDZY 220 V 5(60) A")).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    /// <summary>Hands it in.</summary>
    public async Task Complete()
    {
        await phone.Page.Locator("button.main.wide").ClickAsync();
        await phone.Page.Locator("section.ask button.main").ClickAsync();
        await Assertions.Expect(phone.Page.Locator("section.ask")).ToHaveCountAsync(0);
    }

    private ILocator At(string id) => phone.Page.Locator($"[id=\"field-{id}\"]");

    private async Task Enter(FieldDefinition field, JsonElement value)
    {
        var at = At(field.Id);
        switch (field.Type)
        {
            case FieldType.Position:
                if (await at.Locator(".tool-value").CountAsync() == 0)
                    await at.Locator("button.tool-button").First.ClickAsync();
                await Assertions.Expect(at.Locator(".tool-value")).ToBeVisibleAsync();
                break;
            case FieldType.Boolean:
                await at.Locator("input[type=radio]").Nth(value.GetBoolean() ? 0 : 1).CheckAsync(new() { Force = true });
                break;
            case FieldType.Choice when await at.Locator("select").CountAsync() > 0:
                await at.Locator("select").SelectOptionAsync(value.GetString()!);
                break;
            case FieldType.Choice:
                await at.Locator("input[type=radio]").Nth(field.Options.IndexOf(field.Options.First(o => o.Id == value.GetString()))).CheckAsync(new() { Force = true });
                break;
            case FieldType.Number or FieldType.Integer or FieldType.Money:
                await at.Locator("input").First.FillAsync(value.GetRawText());
                break;
            default:
                await at.Locator("input, textarea").First.FillAsync(value.GetString()!);
                break;
        }
    }

    private async Task Photograph(string kind, IReadOnlyList<byte[]> pictures)
    {
        var at = At($"files.{kind}");
        for (var kept = await at.Locator(".tool-photos > li").CountAsync(); kept < pictures.Count; kept++)
        {
            await at.Locator("input[type=file]").Last.SetInputFilesAsync(new FilePayload { Name = $"{kind}-{kept}.jpg", MimeType = "image/jpeg", Buffer = pictures[kept] });
            await Assertions.Expect(at.Locator(".tool-photos > li")).ToHaveCountAsync(kept + 1);
        }
    }

    private async Task Sign(string role)
    {
        var at = At($"signatures.{role}");
        if (await at.Locator("canvas").CountAsync() == 0)
            return;
        await at.Locator("canvas").ScrollIntoViewIfNeededAsync();
        var box = (await at.Locator("canvas").BoundingBoxAsync())!;
        var mouse = phone.Page.Mouse;
        await mouse.MoveAsync(box.X + box.Width * 0.2f, box.Y + box.Height * 0.3f);
        await mouse.DownAsync();
        foreach (var (x, y) in new[] { (0.4f, 0.7f), (0.5f, 0.25f), (0.6f, 0.7f), (0.8f, 0.35f) })
            await mouse.MoveAsync(box.X + box.Width * x, box.Y + box.Height * y, new() { Steps = 4 });
        await mouse.UpAsync();
        await at.Locator("button.tool-main").ClickAsync();
        await Assertions.Expect(at.Locator("img.tool-signature")).ToBeVisibleAsync();
    }
}
