namespace Tongdian.Server.Platform.Cluster.Local;

/// <summary>A cluster on this machine cannot be had; what whoever asked for it can do.</summary>
internal sealed class LocalClusterException(string chinese, string english, params string[] details) : Exception(string.Join('\n', [chinese, english, .. details]));
