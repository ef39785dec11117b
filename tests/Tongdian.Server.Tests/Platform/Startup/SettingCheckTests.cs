using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Tongdian.Server.Platform.Startup;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Startup;

/// <summary>A setting that cannot be stops the start, with its name.</summary>
public sealed partial class SettingCheckTests
{
    [Theory]
    [InlineData("Notices:Sms:TimeoutSeconds", "soon", "Notices__Sms__TimeoutSeconds: 应为 0.1 到 600 的数，而不是 soon / must be a number from 0.1 to 600, not soon")]
    [InlineData("Notices:Sms:TimoutSeconds", "5", "Notices__Sms__TimoutSeconds: 没有这个设置；是不是 Notices__Sms__TimeoutSeconds？ / there is no such setting; is it Notices__Sms__TimeoutSeconds?")]
    [InlineData("Cluster:Port", "70000", "Cluster__Port: 应为 0 到 65535 的整数，而不是 70000 / must be a whole number from 0 to 65535, not 70000")]
    [InlineData("Demo:Enabled", "no", "Demo__Enabled: 应为 true 或 false，而不是 no / must be true or false, not no")]
    [InlineData("Photos:Release", "later", "Photos__Release: 应为 at-once 或 by-hand，而不是 later / must be at-once or by-hand, not later")]
    [InlineData("Files:Quarantine", "1 hour", "Files__Quarantine: 应为时长，例如 01:00:00，而不是 1 hour / must be a duration like 01:00:00, not 1 hour")]
    [InlineData("Company:Address", "tongdian", "Company__Address: 应为以 http:// 或 https:// 开头的地址，而不是 tongdian / must be an address that begins with http:// or https://, not tongdian")]
    [InlineData("Evidence:Colour", "red", "Evidence__Colour: 没有这个设置，见 docs/operate.md / there is no such setting; see docs/operate.md")]
    public void A_wrong_setting_is_named_in_both_languages(string name, string value, string line) =>
        Assert.Equal([line], SettingCheck.Wrong(Of((name, value))));

    [Fact]
    public void What_is_right_or_nobodys_business_passes() => Assert.Empty(SettingCheck.Wrong(Of(
        ("Notices:Sms:Templates:stage-finished", "T1"), ("Display:SecondsPerPage", "12"), ("Feedback:AskAfterMinutes", "0.5"), ("Demo:Password", ""), ("Logging:LogLevel:Default", "Warning"),
        ("DISPLAY", ":0"), ("HOME", "/root"))));

    [Fact]
    public void Every_setting_that_the_program_reads_is_known()
    {
        var read = new[] { "Modules", "Platform" }
            .SelectMany(f => Directory.GetFiles(Path.Combine(Repository.Root, "src", "Tongdian.Server", f), "*.cs", SearchOption.AllDirectories))
            .SelectMany(f => Read().Matches(File.ReadAllText(f)).Select(m => m.Groups["name"].Value)).Where(n => !n.StartsWith("Logging", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(read.Count > 20, "The settings are not where they are looked for");
        Assert.DoesNotContain(read, n => KnownSettings.Find(n) is null);
    }

    [Fact]
    public void Every_setting_is_in_the_documents()
    {
        var documents = string.Join('\n', Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(File.ReadAllText));
        Assert.DoesNotContain(KnownSettings.All.Select(s => s.Name.Replace(":*", "", StringComparison.Ordinal)), n =>
            !documents.Contains(n.Replace(":", "__", StringComparison.Ordinal), StringComparison.Ordinal)
            && !documents.Contains($"`{n[(n.LastIndexOf(':') + 1)..]}`", StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_on_the_command_line_is_refused_and_not_repeated()
    {
        var refused = Assert.Throws<WrongSettingsException>(() => Prepare(["--Notices:Smtp:Password=hunter2", "--ConnectionStrings:Postgres=Host=db;Password=hunter2"]));
        Assert.Contains("Notices__Smtp__Password: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__Postgres: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
        // Without a password there is nothing to hide.
        Prepare(["--ConnectionStrings:Postgres=Host=db;Username=me"]);
    }

    [Fact]
    public async Task A_secret_is_read_from_the_file_that_is_named()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "password");
        await File.WriteAllTextAsync(file, "hunter2\n", TestContext.Current.CancellationToken);
        var configuration = Prepare([$"--Notices:Smtp:Password:File={file}", $"--TONGDIAN_MASTER_KEY_FILE={file}"]);
        Assert.Equal(("hunter2", "hunter2"), (configuration["Notices:Smtp:Password"], configuration["TONGDIAN_MASTER_KEY"]));
        Assert.Contains("Notices__Smtp__Password__File: ", Assert.Throws<WrongSettingsException>(() => Prepare(["--Notices:Smtp:Password:File=/nowhere/at/all"])).Message, StringComparison.Ordinal);
    }

    private static ConfigurationManager Prepare(string[] arguments)
    {
        var configuration = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory }).Configuration;
        SettingCheck.Prepare(configuration);
        return configuration;
    }

    private static IConfiguration Of(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value, StringComparer.Ordinal)).Build();

    [GeneratedRegex("""(GetValue(<[a-z]+>)?\(|onfiguration\[)"(?<name>[A-Z][A-Za-z]+(:[A-Za-z0-9]+)+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Read();
}
