namespace Tongdian.Server.Platform.Cluster;

/// <summary>Background work is shared out by case: all of a case is always in the same part, so that it is done in order.</summary>
public static class Partition
{
    /// <summary>So many parts.</summary>
    public const int Count = 64;

    /// <summary>The part of a case.</summary>
    public static int Of(Guid id) => id.ToByteArray()[^1] % Count;
}
