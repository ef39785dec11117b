using Tongdian.Server.Platform.Startup;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Startup;

/// <summary>The first word says what the program does.</summary>
public sealed class CommandsTests
{
    [Theory]
    [InlineData("log")]
    [InlineData("log begin")]
    [InlineData("log --Evidence:Origin=tongdian.example/log/2")]
    [InlineData("chain")]
    [InlineData("backpu /backup")]
    [InlineData("-h")]
    [InlineData("")]
    public async Task A_slip_of_the_pen_starts_no_server(string words) => Assert.Equal(2, await Commands.Run(words.Split(' ')));

    [Fact]
    public async Task Options_alone_start_it()
    {
        Assert.Null(await Commands.Run([]));
        Assert.Null(await Commands.Run(["--no-demo"]));
        Assert.Null(await Commands.Run(["--urls", "http://127.0.0.1:5080"]));
    }

    [Fact]
    public async Task A_command_that_is_named_is_run() => Assert.Equal(1, await Commands.Run(["backup", "--TONGDIAN_DATA=/nowhere"]));
}
