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
    [InlineData("ConnectionStrings:Postgress", "Host=x", "ConnectionStrings__Postgress: 没有这个设置；是不是 ConnectionStrings__Postgres？ / there is no such setting; is it ConnectionStrings__Postgres?")]
    [InlineData("ConectionString:Postgres", "Host=x", "ConectionString__Postgres: 没有这个设置；是不是 ConnectionStrings__Postgres？ / there is no such setting; is it ConnectionStrings__Postgres?")]
    [InlineData("TONGDIAN_MASTERKEY", "x", "TONGDIAN_MASTERKEY: 没有这个设置；是不是 TONGDIAN_MASTER_KEY？ / there is no such setting; is it TONGDIAN_MASTER_KEY?")]
    [InlineData("TONGDIAN_DATTA", "/data", "TONGDIAN_DATTA: 没有这个设置；是不是 TONGDIAN_DATA？ / there is no such setting; is it TONGDIAN_DATA?")]
    [InlineData("Notice:Sms:Url", "http://x", "Notice__Sms__Url: 没有这个设置；是不是 Notices__Sms__Url？ / there is no such setting; is it Notices__Sms__Url?")]
    [InlineData("Evidnece:Colour", "red", "Evidnece__Colour: 没有这个设置，见 docs/operate.md / there is no such setting; see docs/operate.md")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT: 应为以 http:// 或 https:// 开头的地址，而不是 collector:4317 / must be an address that begins with http:// or https://, not collector:4317")]
    [InlineData("Evidence:Colour", "red", "Evidence__Colour: 没有这个设置，见 docs/operate.md / there is no such setting; see docs/operate.md")]
    public void A_wrong_setting_is_named_in_both_languages(string name, string value, string line) =>
        Assert.Equal([line], SettingCheck.Wrong(Of((name, value))));

    [Fact]
    public void What_is_right_or_nobodys_business_passes() => Assert.Empty(SettingCheck.Wrong(Of(
        ("Notices:Sms:Templates:stage-finished", "T1"), ("Display:SecondsPerPage", "12"), ("Feedback:AskAfterMinutes", "0.5"), ("Demo:Password", ""), ("Logging:LogLevel:Default", "Warning"),
        ("DISPLAY", ":0"), ("HOME", "/root"), ("TONGDIAN_TEST_POSTGRES", "Host=x"), ("TONGDIAN_ANVIL", "/usr/bin/anvil"), ("TONGDIAN_MASTER_KEY:File", "/key"), ("Kestrel:Limits:MaxConcurrentConnections", "9"),
        ("Npm:Config", "x"), ("OTEL_BSP_SCHEDULE_DELAY", "100"))));

    [Fact]
    public void Every_name_with_our_prefix_that_anything_here_uses_is_known()
    {
        var read = new[] { "bench", "chain", "demo", "deploy", "docs", "eng", "faults", "src", "tests", "witness" }
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(Repository.Root, f), "*", SearchOption.AllDirectories)).Append(Path.Combine(Repository.Root, "run")).Append(Path.Combine(Repository.Root, "test"))
            .Where(f => !Built().IsMatch(f) && Written().IsMatch(f) && Path.GetFileName(f) is not ("SettingCheckTests.cs" or "KnownSettings.cs"))
            .SelectMany(f => Ours().Matches(File.ReadAllText(f)).Select(m => m.Value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();

        Assert.True(read.Count > 8, "The names are not where they are looked for");
        Assert.Equal([], read.Where(n => KnownSettings.Find(n) is null && !KnownSettings.OfTools.Contains(n)).ToList());
        Assert.Equal([], KnownSettings.OfTools.Except(read, StringComparer.Ordinal).ToList());
    }

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

    [GeneratedRegex("TONGDIAN_[A-Z_]*[A-Z]", RegexOptions.None, 5000)]
    private static partial Regex Ours();

    [GeneratedRegex("/(bin|obj|node_modules|dist)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Built();

    // Sources, documents, and files of settings, which often have no ending.
    [GeneratedRegex("(\\.(cs|ts|tsx|mjs|sh|md|yaml|conf|service|example)|/[A-Za-z]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Written();
}
