using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Tongdian.Browser.Tests.Vocabulary;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Demo;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Tests.Vocabulary;
using static Microsoft.Playwright.Assertions;

namespace Tongdian.Browser.Tests.Journeys;

/// <summary>Somebody of the company at the workbench, who does stages of a case through its page.</summary>
/// <param name="person">At a browser of their own.</param>
public sealed class Colleague(Person person)
{
    private IPage Page => person.Page;

    /// <summary>Takes a stage, fills in what it asks for, hands over photographs, lets everybody sign, and completes it.</summary>
    public async Task Do(string number, string stage, bool failing = false)
    {
        var state = await person.Server.Load(number);
        var definition = person.Server.Services.GetRequiredService<ProcessCatalog>().Get(state.Process).Stage(stage)!;
        await Open(number, definition, state);
        var fields = SampleForms.Fields(definition, state.Fact, person.Server.Time.GetUtcNow(), failing);
        foreach (var field in definition.Fields.Where(f => fields.ContainsKey(f.Id)))
            await Enter(field, fields[field.Id], $"fields-{field.Id}");
        JsonElement? Known(string path) =>
            path.StartsWith(stage + ".", StringComparison.Ordinal) ? fields.TryGetValue(path[(stage.Length + 1)..], out var own) ? own : null : state.Fact(path);
        foreach (var wanted in definition.Files.Where(f => f.Min > 0 && Condition.AllHold(f.When, Known)))
            await Hand(wanted);
        foreach (var wanted in definition.Signatures)
            await Sign(wanted);
        await person.Press($"完成{definition.Name.In("zh-CN")}");
        await person.Press("确认完成");
        await Moved(number, stage);
    }

    /// <summary>Claims the contract, fills it in and hands it to the customer.</summary>
    public async Task OfferContract(string number)
    {
        var state = await person.Server.Load(number);
        var definition = person.Server.Services.GetRequiredService<ProcessCatalog>().Get(state.Process).Stage("contract")!;
        await Open(number, definition, state);
        // A contract that is given no number gets the next one.
        foreach (var (id, value) in SampleForms.Fields(definition, state.Fact, person.Server.Time.GetUtcNow(), failing: false).Where(f => f.Key != "contractNumber"))
        {
            var input = Page.Locator($"#contract-{id}");
            if (value.ValueKind == JsonValueKind.True)
                await input.CheckAsync();
            else if (await input.EvaluateAsync<string>("e => e.tagName") == "SELECT")
                await input.SelectOptionAsync(value.GetString()!);
            else
                await input.FillAsync(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
        }

        await person.Press("交客户签署");
        await person.Sees("待客户签署");
    }

    /// <summary>Lets the customer, who stands at the counter, sign on this screen.</summary>
    public async Task LetCustomerSign(string number)
    {
        await person.Open($"/staff/cases/{number}?stage=contract");
        await person.Sign("请在框内手写签名");
        await person.Press("客户已签，保存");
        await person.Sees("客户已签署");
    }

    /// <summary>Signs for the supplier: the contract is done.</summary>
    public async Task SignContract(string number)
    {
        await person.Open($"/staff/cases/{number}?stage=contract");
        await person.Sign("请在框内手写签名");
        await person.Press("签署并完成");
        await person.Sees("双方已签署");
    }

    private async Task Open(string number, StageDefinition definition, Case state)
    {
        await person.Open($"/staff/cases/{number}?stage={definition.Id}");
        await Expect(Page.Locator("#stage-name")).ToHaveTextAsync(definition.Name.In("zh-CN"));
        if (state.Stage(definition.Id).Assignee is not null)
            return;
        await person.Press("认领");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "放回待办", Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Waits for what was done to be kept.</summary>
    private async Task Moved(string number, string stage)
    {
        await Expect(Page.Locator(".stagebox .formfoot")).ToHaveCountAsync(0);
        if ((await person.Server.Load(number)).Stage(stage).Status is StageStatus.Open or StageStatus.Started)
            throw new InvalidOperationException($"{stage} of {number} was not completed: {await Page.Locator(".stagebox").InnerTextAsync()}");
    }

    private async Task Enter(FieldDefinition field, JsonElement value, string id)
    {
        switch (field.Type)
        {
            case FieldType.Boolean:
                await Page.CheckAsync($"input[name='{id}'][value='{(value.GetBoolean() ? "true" : "false")}']");
                break;
            case FieldType.Choice:
                if (await Page.Locator($"select#{id}").CountAsync() > 0)
                    await Page.SelectOptionAsync($"select#{id}", value.GetString()!);
                else
                    await Page.CheckAsync($"input[name='{id}'][value='{value.GetString()}']");
                break;
            case FieldType.Position:
                await Page.FillAsync($"#{id}-lat", value.GetProperty("lat").GetRawText());
                await Page.FillAsync($"#{id}-lon", value.GetProperty("lon").GetRawText());
                break;
            case FieldType.Instant:
                await Page.FillAsync($"#{id}", Show.Local(value.GetDateTimeOffset()).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
                break;
            case FieldType.Rows:
                await EnterRows(field, value, id);
                break;
            case FieldType.Checklist:
                await Judge(value, id);
                break;
            default:
                await Page.FillAsync($"#{id}", value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
                break;
        }
    }

    private async Task EnterRows(FieldDefinition field, JsonElement rows, string id)
    {
        foreach (var (index, row) in rows.EnumerateArray().Index())
        {
            // What was entered before it was given back is still there.
            if (await Page.Locator($"#field-{id} .rowcard").CountAsync() <= index)
                await Page.Locator($"#field-{id}").GetByRole(AriaRole.Button, new() { Name = $"添加一行{field.Label.In("zh-CN")}", Exact = true }).ClickAsync();
            foreach (var column in field.Columns.Where(c => row.TryGetProperty(c.Id, out _)))
                await Enter(column, row.GetProperty(column.Id), $"{id}-{index}-{column.Id}");
        }
    }

    private async Task Judge(JsonElement items, string id)
    {
        foreach (var item in items.EnumerateObject())
        {
            await Page.CheckAsync($"input[name='{id}-{item.Name}'][value='{item.Value.GetProperty("result").GetString()}']");
            if (item.Value.TryGetProperty("remark", out var remark))
                await Page.FillAsync($"#{id}-{item.Name}-remark", remark.GetString()!);
        }
    }

    private async Task Hand(FileRequirement wanted)
    {
        if (await Page.Locator($"#field-files-{wanted.Kind} .thumbs li").CountAsync() >= wanted.Min)
            return;
        var files = Enumerable.Range(0, wanted.Min).Select(n => wanted.Format == FileFormat.Pdf
            ? Papers.Document($"{wanted.Kind}-{n}.pdf")
            : new FilePayload { Name = $"{wanted.Kind}-{n}.jpg", MimeType = "image/jpeg", Buffer = Photos.Jpeg(48 + n, 36) });
        await Page.SetInputFilesAsync($"input#files-{wanted.Kind}", files);
        await Expect(Page.Locator($"#field-files-{wanted.Kind} .thumbs li")).ToHaveCountAsync(wanted.Min);
    }

    private async Task Sign(SignatureRequirement wanted)
    {
        var box = Page.Locator($"#field-signatures-{wanted.Role}");
        if (await box.GetByText("已签字").CountAsync() > 0)
            return;
        await person.Sign($"{wanted.Label.In("zh-CN")}：签名框");
        await box.GetByRole(AriaRole.Button, new() { Name = $"保留{wanted.Label.In("zh-CN")}", Exact = true }).ClickAsync();
        await Expect(box.GetByText("已签字")).ToBeVisibleAsync();
    }
}
