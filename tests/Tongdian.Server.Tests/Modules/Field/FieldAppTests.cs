using System.Diagnostics;
using System.IO.Compression;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Field;

/// <summary>The app as it is given out, and what it proves by itself.</summary>
public sealed class FieldAppTests(PostgresServer postgres)
{
    /// <summary>The app's own tests, two hundred random lives with cuts and kills among them.</summary>
    [Fact]
    public async Task Its_own_tests_pass()
    {
        var start = new ProcessStartInfo("npm", ["test", "--silent"])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "src", "Tongdian.Field"), UseShellExecute = false, RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";
        using var running = Process.Start(start)!;
        var (said, wrong) = (running.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), running.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(running.ExitCode == 0, $"{await said}\n{await wrong}");
    }

    [Fact]
    public async Task It_comes_compressed_is_kept_for_ever_by_its_hash_and_any_path_of_it_is_a_page()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var server = await TongdianServer.Start(on);
        var page = await server.Anyone.Get("/field/");
        Assert.Equal((200, "no-cache"), (page.Status, page.Headers["Cache-Control"]));
        Assert.Equal(page.Text, (await server.Anyone.Get("/field/somewhere")).Text);
        var name = page.Text.Split('"').First(p => p.StartsWith("/field/assets/app-", StringComparison.Ordinal) && p.EndsWith(".js", StringComparison.Ordinal));
        var script = await server.Anyone.With("Accept-Encoding", "br").Get(name);
        Assert.Equal(("br", "public, max-age=31536000, immutable"), (script.Headers["Content-Encoding"], script.Headers["Cache-Control"]));
        await using var brotli = new BrotliStream(new MemoryStream(script.Bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        await brotli.CopyToAsync(plain, TestContext.Current.CancellationToken);
        Assert.Equal((await server.Anyone.Get(name)).Bytes, plain.ToArray());
        // What the worker keeps for times without network is there, the calculation among it.
        var worker = (await server.Anyone.Get("/field/worker.js")).Text;
        foreach (var file in new[] { "rules/_framework/dotnet.js", "rules/tables.json", "manifest.webmanifest", "icon-192.png" })
        {
            Assert.Contains(file, worker, StringComparison.Ordinal);
            Assert.Equal(200, (await server.Anyone.Get($"/field/{file}")).Status);
        }

        Assert.Equal(404, (await server.Anyone.Get("/field/assets/none.js")).Status);
        Assert.Equal(404, (await server.Anyone.Get("/field/../appsettings.json")).Status);
    }
}
