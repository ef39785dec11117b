namespace Tongdian.Domain.Processes;

/// <summary>A place in a process definition that breaks a rule.</summary>
/// <param name="Path">Where: <c>stages[3].after</c>, indexes from 0, names as in the process files.</param>
/// <param name="Rule">Stable code of the rule: <c>stage-cycle</c>.</param>
/// <param name="Message">What is wrong, for the person who edits the file.</param>
public sealed record ProcessRuleFault(string Path, string Rule, string Message);
