using System.Diagnostics;
using System.IO.Compression;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Field;

/// <summary>The app as it is given out, and what it proves by itself.</summary>
public sealed class FieldAppTests(Servers servers) : IClassFixture<Servers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_tests_of_the_app_pass_two_hundred_random_lives_with_cuts_and_kills_among_them()
    {
        var start = new ProcessStartInfo("npm", ["test", "--silent"])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "src", "Tongdian.Field"), UseShellExecute = false, RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";
        using var running = Process.Start(start)!;
        var (said, wrong) = (running.StandardOutput.ReadToEndAsync(Cancel), running.StandardError.ReadToEndAsync(Cancel));
        await running.WaitForExitAsync(Cancel);
        Assert.True(running.ExitCode == 0, $"{await said}\n{await wrong}");
    }

    [Fact]
    public async Task Any_path_of_it_is_its_page_which_is_asked_for_again_each_time()
    {
        var anyone = await Anyone();
        var page = await anyone.Get("/field/");

        Assert.Equal((200, "no-cache"), (page.Status, page.Headers["Cache-Control"]));
        Assert.Equal(page.Text, (await anyone.Get("/field/somewhere")).Text);
    }

    [Fact]
    public async Task Its_script_comes_compressed_and_is_kept_for_ever_by_the_hash_in_its_name()
    {
        var anyone = await Anyone();
        var name = (await anyone.Get("/field/")).Text.Split('"')
            .First(p => p.StartsWith("/field/assets/app-", StringComparison.Ordinal) && p.EndsWith(".js", StringComparison.Ordinal));

        var script = await anyone.With("Accept-Encoding", "br").Get(name);

        Assert.Equal(("br", "public, max-age=31536000, immutable"), (script.Headers["Content-Encoding"], script.Headers["Cache-Control"]));
        await using var brotli = new BrotliStream(new MemoryStream(script.Bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        await brotli.CopyToAsync(plain, Cancel);
        Assert.Equal((await anyone.Get(name)).Bytes, plain.ToArray());
    }

    [Theory]
    [InlineData("rules/_framework/dotnet.js")]
    [InlineData("rules/tables.json")]
    [InlineData("manifest.webmanifest")]
    [InlineData("icon-192.png")]
    public async Task What_it_needs_without_network_is_known_to_its_worker_and_there(string file)
    {
        var anyone = await Anyone();

        Assert.Contains(file, (await anyone.Get("/field/worker.js")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await anyone.Get($"/field/{file}")).Status);
    }

    [Theory]
    [InlineData("/field/assets/none.js")]
    [InlineData("/field/../appsettings.json")]
    public async Task What_is_no_file_of_it_is_not_found(string path) => Assert.Equal(404, (await (await Anyone()).Get(path)).Status);

    private async Task<ApiClient> Anyone() => (await servers.On(Database.Sqlite)).Anyone;
}
