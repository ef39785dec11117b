using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tongdian.Server.Tests.Vocabulary;
using static Microsoft.Playwright.Assertions;

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>
/// What somebody does and sees, by the words on the page: whatever has no name for a screen reader cannot be used here either. Every step waits
/// until it is possible and fails, with what it looked for, when it never is.
/// </summary>
public sealed partial class Person
{
    private string? signedIn;

    /// <summary>Signs in to the workbench, unless one is already; the name is the role.</summary>
    public async Task SignIn(string role)
    {
        if (signedIn == role)
            return;
        if (signedIn is not null)
            await Page.Context.ClearCookiesAsync();
        signedIn = role;
        var chinese = await Page.EvaluateAsync<string>("() => navigator.language") != "en";
        await Open("/staff/sign-in");
        await Fill(chinese ? "登录名" : "Name", role);
        await Fill(chinese ? "密码" : "Password", TongdianServer.Password);
        await Press(chinese ? "登录" : "Sign in");
        await Expect(Page.Locator(".desk > nav a").First).ToBeVisibleAsync();
    }

    /// <summary>Is led to an address that ends like this. It alone tells that something was taken: what the page loads besides is nobody's to wait for.</summary>
    public Task Arrives(string pattern) => Expect(Page).ToHaveURLAsync(new Regex($"{pattern}/?([?#].*)?$", RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>Writes into the field of this label.</summary>
    public Task Fill(string label, string text) => Field(label).FillAsync(text);

    /// <summary>Takes one answer of a list that opens.</summary>
    public Task Select(string label, string answer) => Field(label).SelectOptionAsync(new SelectOptionValue { Label = answer });

    /// <summary>Takes one answer of those that stand below a question.</summary>
    public Task Choose(string question, string answer) => Within(question).GetByLabel(answer, Exactly.Label).CheckAsync();

    public Task Tick(string label) => Field(label).CheckAsync();

    public Task Untick(string label) => Field(label).UncheckAsync();

    /// <summary>Gives photographs or papers to the field of this label.</summary>
    public Task Attach(string label, params FilePayload[] files) => Page.GetByLabel(label, Exactly.Page).SetInputFilesAsync(files);

    /// <summary>Signs with the finger, or the mouse, in the field of this label.</summary>
    public async Task Sign(string label)
    {
        var paper = Field(label);
        // In the middle of the screen nothing lies over it.
        await paper.EvaluateAsync("e => e.scrollIntoView({ block: 'center' })");
        // A pad that is not ready yet hears of no stroke.
        if (await paper.Locator("xpath=ancestor::*[@data-live or @data-signature]").CountAsync() > 0)
            await Expect(paper.Locator("xpath=ancestor::*[@data-live or @data-signature]")).ToHaveAttributeAsync("data-ready", "1");
        var at = await paper.BoundingBoxAsync() ?? throw new InvalidOperationException($"{label} is not shown");
        (float X, float Y)[] stroke = [(0.2f, 0.7f), (0.35f, 0.2f), (0.5f, 0.7f), (0.65f, 0.2f), (0.8f, 0.7f)];
        await Page.Mouse.MoveAsync(at.X + (at.Width * stroke[0].X), at.Y + (at.Height * stroke[0].Y));
        await Page.Mouse.DownAsync();
        foreach (var (x, y) in stroke[1..])
            await Page.Mouse.MoveAsync(at.X + (at.Width * x), at.Y + (at.Height * y), new() { Steps = 5 });
        await Page.Mouse.UpAsync();
    }

    public Task Press(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public Task Follow(string link) => Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();

    /// <summary>Opens or closes what is folded below these words.</summary>
    public Task Unfold(string words) => Page.Locator("summary").Filter(new() { HasText = words }).ClickAsync();

    /// <summary>Presses a button in the row of a table, or the item of a list, that shows these words.</summary>
    public Task Press(string button, string inRowOf) => Row(inRowOf).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Follows a link in the row of a table, or the item of a list, that shows these words.</summary>
    public Task Follow(string link, string inRowOf) => Row(inRowOf).GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();

    /// <summary>Is on the page of this heading.</summary>
    public Task IsOn(string heading) => Expect(Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true, Level = 1 })).ToBeVisibleAsync();

    public Task Sees(string words) => Expect(Page.GetByText(words).Filter(new() { Visible = true }).First).ToBeVisibleAsync();

    public Task SeesNothingOf(string words) => Expect(Page.GetByText(words).Filter(new() { Visible = true })).ToHaveCountAsync(0);

    /// <summary>Sees both in one row of a table or one item of a list.</summary>
    public Task SeesTogether(string words, string others) => Expect(Row(words).Filter(new() { HasText = others }).First).ToBeVisibleAsync();

    /// <summary>The field of this label has this in it.</summary>
    public Task SeesIn(string label, string text) => Expect(Field(label)).ToHaveValueAsync(text);

    /// <summary>Is told what is wrong with the field of this label, beside it and for a screen reader too.</summary>
    public async Task SeesMistake(string label, string words)
    {
        await Expect(Field(label)).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(Field(label)).ToHaveAccessibleDescriptionAsync(new Regex(Regex.Escape(words), RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    /// <summary>Reads what stands for these words in a list of terms: the number of the case, its state, who has it.</summary>
    public async Task<string> Read(string term) =>
        (await Page.Locator("dt").Filter(new() { HasText = term }).First.Locator("xpath=following-sibling::dd[1]").InnerTextAsync()).Trim();

    /// <summary>Goes back as the browser does.</summary>
    public Task GoBack() => Page.GoBackAsync();

    public Task Reload() => Page.ReloadAsync();

    private ILocator Field(string label) => Page.GetByLabel(label, Exactly.Page).Filter(new() { Visible = true });

    private ILocator Within(string name) => Page.GetByRole(AriaRole.Group, new() { Name = name, Exact = true })
        .Or(Page.GetByRole(AriaRole.Radiogroup, new() { Name = name, Exact = true }));

    private ILocator Row(string words) =>
        Page.GetByRole(AriaRole.Row).Or(Page.GetByRole(AriaRole.Listitem)).Filter(new() { HasText = words });

    private static class Exactly
    {
        public static readonly PageGetByLabelOptions Page = new() { Exact = true };
        public static readonly LocatorGetByLabelOptions Label = new() { Exact = true };
    }
}

/// <summary>Papers and pictures to attach.</summary>
public static class Papers
{
    public static FilePayload Photo(string name = "photo.jpg") => new() { Name = name, MimeType = "image/jpeg", Buffer = Samples.Photo };

    /// <summary>A paper; another edition is another file.</summary>
    public static FilePayload Document(string name = "document.pdf", int edition = 1) =>
        new() { Name = name, MimeType = "application/pdf", Buffer = [.. Samples.Pdf, .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\n% {edition}\n"))] };
}
