using System.Collections.Immutable;

namespace Tongdian.Server.Platform.Processes;

/// <summary>Files that cannot be used. The platform does not start with them; its message has one line per fault.</summary>
public sealed class ProcessFileException(ImmutableArray<ProcessFault> faults) : Exception(string.Join('\n', faults))
{
    /// <summary>Everything that is wrong, in the order of the files and lines.</summary>
    public ImmutableArray<ProcessFault> Faults { get; } = faults;
}
