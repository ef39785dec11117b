using System.Reflection;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Welcome;

/// <summary>What runs here, since when and on what.</summary>
public sealed class Installation(Database database, TimeProvider time)
{
    /// <summary>The version, without the commit.</summary>
    public static string Version { get; } = (typeof(Installation).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    /// <summary>The kind of database.</summary>
    public string Database { get; } = database.Name;

    /// <summary>When this node was started.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();
}
