using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tongdian.Browser.Tests.Vocabulary;
using Tongdian.Server.Tests.Vocabulary;

namespace Tongdian.Browser.Tests.Field;

/// <summary>A telephone with the field app: a browser process of its own that can be killed, and a folder that outlives it.</summary>
public sealed partial class FieldPhone : IAsyncDisposable
{
    /// <summary>The PIN of everybody's telephone.</summary>
    public const string Pin = "kuaidian-8";

    /// <summary>What its camera sees: the number on the sign of a pole, as a square code.</summary>
    public const string Sign = "P2026120377";

    private readonly IPlaywright driver;
    private readonly Uri address;
    private readonly string folder = Directory.CreateTempSubdirectory("tongdian-phone-").FullName;
    private Process? process;
    private Task said = Task.CompletedTask;

    private FieldPhone(IPlaywright driver, Uri address) => (this.driver, this.address) = (driver, address);

    private string Camera => Path.Combine(folder, "camera.mjpeg");

    /// <summary>What is on its screen.</summary>
    public IPage Page { get; private set; } = null!;

    /// <summary>What the app complained about.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>A telephone out of the box, on which a colleague signs in once and chooses a PIN.</summary>
    public static async Task<FieldPhone> SignedIn(Uri address, string colleague)
    {
        var phone = new FieldPhone(await Chromium.Driver(), address);
        await File.WriteAllBytesAsync(phone.Camera, Photos.OfCode(Sign));
        await phone.SwitchOn();
        await Assertions.Expect(phone.Page.Locator("input[name=user]")).ToBeVisibleAsync();
        // Browsers without windows speak English whatever they are told; the person chooses.
        var choice = phone.Page.GetByRole(AriaRole.Button, new() { Name = "中文" });
        if (await choice.CountAsync() > 0)
            await choice.ClickAsync();
        await phone.Page.Locator("input[name=user]").FillAsync(colleague);
        await phone.Page.Locator("input[name=password]").FillAsync(TongdianServer.Password);
        await phone.Page.Locator("input[name=device]").FillAsync("测试手机");
        await phone.Page.Locator("button.main").ClickAsync();
        await phone.Page.Locator("input[name=again]").FillAsync(Pin);
        await phone.Page.Locator("input[name=pin]").FillAsync(Pin);
        await phone.Page.Locator("button.main").ClickAsync();
        await Assertions.Expect(phone.Page.Locator("button.bar-reach")).ToBeVisibleAsync();
        return phone;
    }

    /// <summary>Starts the browser and opens the app, as tapping its icon does.</summary>
    public async Task SwitchOn()
    {
        var start = new ProcessStartInfo(Chromium.Program)
        {
            UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true,
        };
        foreach (var flag in (IEnumerable<string>)[.. Chromium.Flags, "--remote-debugging-port=0", $"--user-data-dir={folder}", "--window-size=412,915",
            "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={Camera}", "about:blank"])
            start.ArgumentList.Add(flag);
        process = Process.Start(start)!;
        var browser = await driver.Chromium.ConnectOverCDPAsync(await Listening(process));
        var context = browser.Contexts[0];
        await context.GrantPermissionsAsync(["geolocation"], new() { Origin = address.ToString() });
        await context.SetGeolocationAsync(new Geolocation { Latitude = 40.3165f, Longitude = 116.6371f, Accuracy = 5 });
        Page = context.Pages.Count > 0 ? context.Pages[0] : await context.NewPageAsync();
        // While browsers and servers start beside it, a telephone may stand still for long.
        Page.SetDefaultTimeout(60_000);
        Page.PageError += (_, error) => Complaints.Add(error);
        await Page.GotoAsync(new Uri(address, "/field/").ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
    }

    /// <summary>At once, whatever it is doing; nothing is closed or flushed. Nothing happens when it is off.</summary>
    public void Kill()
    {
        using var running = Interlocked.Exchange(ref process, null);
        running?.Kill(entireProcessTree: true);
        running?.WaitForExit();
    }

    /// <summary>Started again after it was killed, and opened with the PIN.</summary>
    public async Task Again()
    {
        Kill();
        await SwitchOn();
        await Page.Locator("input[name=pin]").FillAsync(Pin);
        await Page.Locator("button.main").ClickAsync();
        await Assertions.Expect(Page.Locator("button.bar-reach")).ToBeVisibleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        driver.Dispose();
        // Its helpers speak by the same line: at its end the last of them has let go of the folder.
        await said.WaitAsync(TimeSpan.FromSeconds(30));
        Directory.Delete(folder, recursive: true);
    }

    private async Task<string> Listening(Process started)
    {
        var line = started.StandardError;
        while (await line.ReadLineAsync() is { } words)
        {
            if (Endpoint().Match(words) is { Success: true } found)
            {
                // Whatever it says later is read, or it would wait for a reader.
                said = line.ReadToEndAsync();
                return found.Groups["address"].Value;
            }
        }

        throw new InvalidOperationException("The browser did not start");
    }

    [GeneratedRegex(@"DevTools listening on (?<address>ws://\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Endpoint();
}
