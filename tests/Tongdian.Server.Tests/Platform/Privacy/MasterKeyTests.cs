using System.Runtime.Versioning;
using Microsoft.Extensions.Configuration;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Privacy;

[SupportedOSPlatform("linux")]
public sealed class MasterKeyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void First_start_makes_a_key_that_only_its_owner_may_read()
    {
        var first = MasterKey.Load(Settings(null), folder.Path);
        var path = Path.Combine(folder.Path, "keys", "master.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        Assert.Equal(first.Derive("a"), MasterKey.Load(Settings(null), folder.Path).Derive("a"));
    }

    [Fact]
    public void Two_installations_have_two_keys()
    {
        using var other = new TemporaryFolder();
        Assert.NotEqual(
            MasterKey.Load(Settings(null), folder.Path).Derive("a"), MasterKey.Load(Settings(null), other.Path).Derive("a"));
    }

    [Fact]
    public void Key_of_the_setting_is_used_and_no_file_is_made()
    {
        var key = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        var master = MasterKey.Load(Settings(key), folder.Path);
        Assert.Equal(master.Derive("a"), MasterKey.Load(Settings(key), folder.Path).Derive("a"));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Keys_of_different_purposes_differ()
    {
        var master = MasterKey.Load(Settings(null), folder.Path);
        Assert.NotEqual(master.Derive("a"), master.Derive("b"));
        Assert.Equal(32, master.Derive("a").Length);
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Setting_of_another_length_stops_the_start(string setting)
    {
        var stop = Assert.Throws<UnusableMasterKeyException>(() => MasterKey.Load(Settings(setting), folder.Path));
        Assert.Contains("TONGDIAN_MASTER_KEY must hold exactly 32 bytes", stop.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(setting, stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_goes_on_with_another_is_one_line_and_refused_when_it_was_cut_off()
    {
        var before = MasterKey.Load(Settings(null), folder.Path);
        var line = MasterKey.After(before, ["access-code", "blind-index"]);
        var after = MasterKey.Load(Settings(line), folder.Path);
        Assert.Equal(before.Derive("access-code"), after.Derive("access-code"));
        Assert.Equal(before.Derive("blind-index"), after.Derive("blind-index"));
        Assert.NotEqual(before.Derive("person-keys"), after.Derive("person-keys"));
        var words = line.Split(' ');
        Assert.Equal(4, words.Length);
        for (var kept = 1; kept < words.Length; kept++)
        {
            var stop = Assert.Throws<UnusableMasterKeyException>(() => MasterKey.Load(Settings(string.Join(' ', words[..kept])), folder.Path));
            Assert.Contains("TONGDIAN_MASTER_KEY was cut off", stop.Message, StringComparison.Ordinal);
        }

        Assert.Throws<UnusableMasterKeyException>(() => MasterKey.Load(Settings(line[..^8]), folder.Path));
    }

    [Fact]
    public void Damaged_key_file_stops_the_start_and_is_left_alone()
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "keys")).FullName, "master.key");
        File.WriteAllText(path, "");
        var stop = Assert.Throws<UnusableMasterKeyException>(() => MasterKey.Load(Settings(null), folder.Path));
        Assert.Contains(path, stop.Message, StringComparison.Ordinal);
        Assert.Empty(File.ReadAllText(path));
    }

    [Fact]
    public void Key_file_that_cannot_be_made_stops_the_start()
    {
        File.WriteAllText(Path.Combine(folder.Path, "keys"), "a file where the folder should be");
        Assert.Throws<UnusableMasterKeyException>(() => MasterKey.Load(Settings(null), folder.Path));
    }

    private static IConfiguration Settings(string? key) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("TONGDIAN_MASTER_KEY", key)]).Build();
}
