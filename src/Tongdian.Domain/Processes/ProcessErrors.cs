namespace Tongdian.Domain.Processes;

/// <summary>Refusals about processes.</summary>
public static class ProcessErrors
{
    /// <summary>No published process is for such a case.</summary>
    public static readonly Error NoneApplies = new(ErrorKind.Invalid, "process.none-applies");
}
