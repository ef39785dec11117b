namespace Tongdian.Server.Platform.Startup;

/// <summary>The platform's own switches, written as settings.</summary>
public static class CommandLine
{
    /// <summary>Turns <c>--no-demo</c> and <c>--chain</c> into settings; everything else is read as <c>--name value</c>.</summary>
    public static string[] Read(string[] args) =>
        [.. args.Select(a => a switch { "--no-demo" => "--Demo:Enabled=false", "--chain" => "--Evidence:Chain:Local=true", _ => a })];
}
