using System.Collections.Immutable;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Processes;

namespace Tongdian.Server.Tests.Platform.Processes;

/// <summary>Where the build puts the files that come with the platform.</summary>
internal static class Shipped
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "processes");

    public static ImmutableArray<ProcessDefinition> Processes { get; } = ProcessFolder.Read(Folder);

    public static string Page(string process) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "processes", $"{process}.md"));
}
