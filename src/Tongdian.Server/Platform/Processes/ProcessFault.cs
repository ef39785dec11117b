using System.Globalization;

namespace Tongdian.Server.Platform.Processes;

/// <summary>What is wrong with a file of processes, and where.</summary>
/// <param name="File">Name of the file as given, <c>processes/emergency.yaml</c>.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Rule">Stable code: <c>stage-cycle</c>.</param>
/// <param name="Message">For the person who edits the file.</param>
public sealed record ProcessFault(string File, int Line, string Rule, string Message)
{
    /// <summary>For example <c>processes/emergency.yaml:42: stage-cycle: stages wait for each other: …</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Rule}: {Message}");
}
