using System.Diagnostics;
using Tongdian.Server.Platform.Startup;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Startup;

/// <summary>The program itself is started with something wrong.</summary>
public sealed class StartProblemTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_process_file_is_named_with_line_and_rule()
    {
        using var copy = new TemporaryFolder();
        Copy(AppContext.BaseDirectory, copy.Path);
        var file = Path.Combine(copy.Path, "processes", "emergency.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancel)).Replace("after: [acceptance]", "after: [nowhere]", StringComparison.Ordinal), Cancel);

        var (code, said) = await Start(copy.Path);

        Assert.Equal(1, code);
        Assert.Matches(@"processes/emergency\.yaml:\d+: stage-unknown: survey follows nowhere", said);
        AssertReadable(said);
    }

    [Fact]
    public async Task A_fact_in_a_contract_that_nobody_can_know_is_named_with_its_line()
    {
        using var copy = new TemporaryFolder();
        Copy(AppContext.BaseDirectory, copy.Path);
        var file = Path.Combine(copy.Path, "contracts", "emergency.en.md");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancel)).Replace("{{customer.address}}", "{{survey.siteContact}}", StringComparison.Ordinal), Cancel);

        var (code, said) = await Start(copy.Path);

        Assert.Equal(1, code);
        Assert.Matches(@"contracts/emergency\.en\.md:\d+: fact-unknown: \{\{survey\.siteContact\}\}", said);
        AssertReadable(said);
    }

    [Fact]
    public async Task A_field_that_a_message_does_not_have_is_named_with_its_line()
    {
        using var copy = new TemporaryFolder();
        Copy(AppContext.BaseDirectory, copy.Path);
        var file = Directory.GetFiles(Path.Combine(copy.Path, "notices"), "*.yaml").First(f => File.ReadAllText(f).Contains("{reason}", StringComparison.Ordinal));
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancel)).Replace("{reason}", "{raeson}", StringComparison.Ordinal), Cancel);

        var (code, said) = await Start(copy.Path);

        Assert.Equal(1, code);
        Assert.Matches(@"notices/\w+\.yaml:\d+: template\.field-unknown: there is no field \{raeson\}", said);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_hours_that_cannot_be_are_named()
    {
        var (code, said) = await Start(AppContext.BaseDirectory, ("Notices__QuietHours", "22-8"));

        Assert.Equal(1, code);
        Assert.Contains("Notices:QuietHours must be like 22:00-08:00, or none, not 22-8", said, StringComparison.Ordinal);
        AssertReadable(said);
    }

    [Fact]
    public async Task A_cluster_that_speaks_where_others_can_hear_it_is_not_started()
    {
        var (code, said) = await Start(AppContext.BaseDirectory, ("Cluster__Enabled", "true"), ("Cluster__Address", "8.8.8.8"));

        Assert.Equal(1, code);
        Assert.Contains("Cluster:Address must be an address of a private network", said, StringComparison.Ordinal);
        AssertReadable(said);
    }

    [Fact]
    public async Task A_master_key_that_is_none_is_said_so()
    {
        var (code, said) = await Start(AppContext.BaseDirectory, ("TONGDIAN_MASTER_KEY", "short"));

        Assert.Equal(1, code);
        Assert.Contains("TONGDIAN_MASTER_KEY must hold exactly 32 bytes", said, StringComparison.Ordinal);
        AssertReadable(said);
    }

    [Fact]
    public async Task An_address_in_use_is_said_so()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();

        var (code, said) = await Start(AppContext.BaseDirectory, ("ASPNETCORE_URLS", $"http://{other.LocalEndpoint}"));

        Assert.Equal(1, code);
        Assert.Contains("地址已被占用", said, StringComparison.Ordinal);
        AssertReadable(said);
    }

    [Fact]
    public void A_fault_of_the_program_is_not_talked_away() => Assert.Null(StartProblem.Explain(new InvalidOperationException("a bug")));

    private static void AssertReadable(string said)
    {
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", said, StringComparison.Ordinal);
        Assert.InRange(said.Trim().Split('\n').Length, 3, 8);
    }

    private static async Task<(int Code, string Said)> Start(string folder, params (string Name, string Value)[] settings)
    {
        using var data = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "Tongdian.Server.dll")])
        {
            UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = data.Path,
        };
        (string Name, string Value)[] all =
        [
            ("TONGDIAN_DATA", data.Path), ("TONGDIAN_MASTER_KEY", ""), ("ConnectionStrings__Postgres", ""), ("Demo__Enabled", "false"),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"), .. settings,
        ];
        foreach (var (name, value) in all)
            start.Environment[name] = value;
        using var program = Process.Start(start)!;
        var (output, error) = (program.StandardOutput.ReadToEndAsync(Cancel), program.StandardError.ReadToEndAsync(Cancel));
        await program.WaitForExitAsync(Cancel);
        return (program.ExitCode, await output + await error);
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
