using Microsoft.Playwright;
using Tongdian.Browser.Tests.Vocabulary;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tongdian.Browser.Tests.Journeys;

/// <summary>A colleague answers whoever asked.</summary>
public sealed class EnquiryDeskTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task An_answer_takes_a_photo_and_a_paper_which_the_customer_finds_beside_it()
    {
        var colleague = await Somebody("colleague");
        var one = await EnquiryUnderTest.Ask(colleague.Server);
        await colleague.SignIn("coordinator");
        await colleague.Open($"/staff/enquiries/{one.Number}");
        await colleague.Page.SetInputFilesAsync("#files", [Papers.Photo("电表.jpg"), Papers.Document("回函.pdf"), Papers.Document("多余.pdf", edition: 2)]);
        await Expect(colleague.Page.Locator("#field-files li")).ToHaveCountAsync(3);
        await colleague.Page.GetByRole(AriaRole.Button, new() { Name = "多余.pdf" }).ClickAsync();
        await Expect(colleague.Page.Locator("#field-files li")).ToHaveCountAsync(2);

        // Without words nothing goes out, and the files stay.
        await colleague.Page.ClickAsync(".enquiry button.primary");
        await Expect(colleague.Page.Locator(".errors")).ToBeVisibleAsync();
        await Expect(colleague.Page.Locator("#field-files li")).ToHaveCountAsync(2);
        await colleague.Page.FillAsync("#words", "见照片和回函。");
        await colleague.Page.ClickAsync(".enquiry button.primary");

        await Expect(colleague.Page.Locator(".message.ours a")).ToHaveCountAsync(2);
        await Expect(colleague.Page.Locator("#field-files li")).ToHaveCountAsync(0);
        var customer = await Somebody("customer", View.Phone, scripts: false);
        await customer.Open($"/ask/open?number={one.Number}&code={one.Code}");
        await Expect(customer.Page.GetByText("见照片和回函。")).ToBeVisibleAsync();
        await Expect(customer.Page.Locator("article .papers a")).ToHaveCountAsync(2);
    }
}
