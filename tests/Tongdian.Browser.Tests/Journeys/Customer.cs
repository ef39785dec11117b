using Microsoft.Playwright;
using Tongdian.Browser.Tests.Vocabulary;
using Tongdian.Domain.Processes;
using Tongdian.Server.Tests.Vocabulary;

namespace Tongdian.Browser.Tests.Journeys;

/// <summary>Somebody who wants electricity, at a telephone or a computer of their own.</summary>
/// <param name="person">At a browser of their own.</param>
/// <param name="scripts">Whether the browser runs scripts: without, a name is typed where one would sign.</param>
public sealed class Customer(Person person, bool scripts)
{
    private static int people;

    private int drawings;

    private IPage Page => person.Page;

    /// <summary>Applies, one question a page, and reads the number.</summary>
    public async Task<string> Apply(string process)
    {
        var nth = Interlocked.Increment(ref people);
        await person.Open("/apply");
        await Page.CheckAsync($"input[name='customer.kind'][value='{Kind(process)}']");
        await Next();
        await Page.CheckAsync("input[name='supply.request'][value='new']");
        await Next();
        if (process == "low-voltage-residential")
            await Page.CheckAsync("input[name='capacity.usual'][value='8']");
        else
            await Page.FillAsync("input[name='capacity.number']", process switch { "high-voltage" => "800", "emergency" => "120", _ => "60" });
        await Next();
        await Page.CheckAsync($"input[name='supply.urgency'][value='{(process == "emergency" ? "emergency" : "normal")}']");
        if (process == "emergency")
            await Page.FillAsync("textarea[name='supply.reason']", "手术室停电");
        await Next();
        await Page.SelectOptionAsync("select[name='site.region']", "demo-county-east");
        await Page.FillAsync("textarea[name='site.address']", $"示范县示范路{7000 + nth}号");
        await Next();
        if (process == "high-voltage")
        {
            await Page.CheckAsync("input[name='supply.sources'][value='1']");
            await Next();
        }

        if (Kind(process) != "residential")
            await Page.FillAsync("input[name='customer.organisation']", "示范精密机械厂");
        await Page.FillAsync("input[name='customer.name']", "张示例");
        await Page.FillAsync("input[name='customer.idNumber']", Samples.IdentityNumber(9000 + nth));
        await Next();
        await Page.FillAsync("input[name='customer.phone']", $"138{nth:00000000}");
        await Next();
        foreach (var kind in await Page.Locator("input[type=file][multiple]").EvaluateAllAsync<string[]>("inputs => inputs.map(i => i.name)"))
            await Page.SetInputFilesAsync($"input[name='{kind}']", new FilePayload { Name = $"{kind}.jpg", MimeType = "image/jpeg", Buffer = Photos.Jpeg(64, 48) });
        await Next();
        await person.IsOn("核对后提交");
        await Page.CheckAsync("input[name='consent']");
        await person.Press("提交申请");
        await person.IsOn("申请已提交");
        await Page.GetByRole(AriaRole.Button, new() { Name = "查看我的申请", Exact = true }).ClickAsync();
        await person.Arrives("/case/TD[0-9]+");
        return Page.Url[(Page.Url.LastIndexOf('/') + 1)..];
    }

    /// <summary>Does what the case page asks of the customer for a stage.</summary>
    public async Task Do(string number, string stage)
    {
        await person.Open(stage == "confirmation" ? $"/case/{number}/confirmation" : $"/case/{number}/stage/{stage}");
        if (stage == "design")
        {
            await Page.FillAsync("[name='fields.designUnit']", "示范工业设计院");
            await Page.FillAsync("[name='fields.qualificationNumber']", "A111005238");
            await Page.SetInputFilesAsync("input[name='files.drawings']", Papers.Document("drawings.pdf", ++drawings));
        }

        if (await Page.Locator("[data-signature], input[name$='.typed']").CountAsync() > 0)
            await Sign();
        await Page.Locator("button[name='do'][value='complete']").ClickAsync();
        await person.Arrives($"/case/{number}(/desk)?");
    }

    /// <summary>Asks for a review or inspection.</summary>
    public async Task Ask(string number, string stage)
    {
        await person.Open($"/case/{number}/request/{stage}");
        await Page.FillAsync("textarea[name='note']", "现场已经准备好");
        await Page.Locator("main form button[type='submit']").Last.ClickAsync();
        await person.Arrives($"/case/{number}(/desk)?");
    }

    /// <summary>Reads the contract and signs it.</summary>
    public async Task SignContract(string number)
    {
        await person.Open($"/case/{number}/contract");
        await Page.CheckAsync("input[name='read']");
        await person.Sign("请在框内手写签名");
        await person.Press("签署合同");
        await person.Sees("供电方签署后，合同生效");
    }

    /// <summary>Looks where the case is.</summary>
    public async Task Sees(string number, string words)
    {
        await person.Open($"/case/{number}");
        await person.Sees(words);
    }

    private async Task Sign()
    {
        if (!scripts)
        {
            await Page.Locator($"input[name='signatures.{Roles.Customer}.typed']").FillAsync("张示例");
            return;
        }

        var canvas = Page.Locator("[data-signature] canvas").First;
        await person.Sign(await canvas.GetAttributeAsync("aria-label") ?? throw new InvalidOperationException("The frame to sign in has no name"));
    }

    private Task Next() => person.Press("继续");

    private static string Kind(string process) => process switch { "low-voltage-residential" => "residential", "emergency" => "public-service", _ => "business" };
}
