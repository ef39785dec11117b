using System.IO.Compression;
using Tongdian.Browser.Tests.Vocabulary;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tongdian.Browser.Tests.Journeys;

/// <summary>Somebody opens a dispute file from the folder where it lies, in a browser that has no network.</summary>
public sealed class DisputeFileTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task The_first_page_checks_everything_where_it_lies_and_sees_a_changed_byte()
    {
        using var folder = new TemporaryFolder();
        var person = await Somebody();
        var one = await CaseUnderTest.Submit(person.Server, Samples.Home());
        await one.GoOn(until: "construction");
        await Recording.Everything(person.Server);
        var zip = await one.Customer.Get($"{one.Path}/dispute-file");
        ZipFile.ExtractToDirectory(new MemoryStream(zip.Bytes), folder.Path);
        var first = Path.Combine(folder.Path, "index.html");
        await person.Page.Context.SetOfflineAsync(true);

        await person.Page.GotoAsync(new Uri(first).AbsoluteUri);
        await person.IsOn($"案件 {one.Number} 争议证据包");
        await person.Sees("份凭证全部成立");
        await Expect(person.Page.Locator("[data-state=fails], [data-state=unsure]")).ToHaveCountAsync(0);
        await Expect(person.Page.Locator("[data-receipt]:not([data-state=holds])")).ToHaveCountAsync(0);
        await Expect(person.Page.Locator("[data-shown][data-state=holds]").First).ToHaveTextAsync("✓ 已核对");
        Assert.True(await person.Page.EvaluateAsync<bool>("() => [...document.images].length > 0"));

        // The files beside it, once somebody chooses them; one of them was changed.
        var files = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(Path.GetDirectoryName(f)) is "photos" or "documents").Order(StringComparer.Ordinal).ToList();
        await person.Page.SetInputFilesAsync("[data-choose]", files);
        await person.Sees($"{files.Count} 个文件已核对，0 个不符");
        await File.AppendAllTextAsync(files[0], "x");
        await person.Page.ReloadAsync();
        await person.Sees("份凭证全部成立");
        await person.Page.SetInputFilesAsync("[data-choose]", files);
        await person.Sees($"{files.Count} 个文件已核对，1 个不符");

        // A byte of a receipt.
        var page = await File.ReadAllTextAsync(first);
        var at = page.IndexOf("extra ", page.IndexOf("id=\"evidence\"", StringComparison.Ordinal), StringComparison.Ordinal) + 20;
        await File.WriteAllTextAsync(first, $"{page[..at]}{(page[at] == 'A' ? 'B' : 'A')}{page[(at + 1)..]}");
        await person.Page.ReloadAsync();
        await person.Sees("处不符");
        await Expect(person.Page.Locator("[data-receipt][data-state=fails]").First).ToHaveTextAsync("✗ 不符");

        await person.Page.GotoAsync(new Uri(Path.Combine(folder.Path, "index.en.html")).AbsoluteUri);
        await person.IsOn($"Dispute file of case {one.Number}");
        await person.Sees("receipts hold");
        await person.Page.Context.SetOfflineAsync(false);
    }
}
