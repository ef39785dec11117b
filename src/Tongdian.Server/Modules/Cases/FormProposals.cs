using System.Text.Json;
using Tongdian.Domain.Processes;

namespace Tongdian.Server.Modules.Cases;

/// <summary>
/// Values that a module proposes for fields of a form for which nothing is known yet; they stand there when the form is first opened. Register it as a
/// singleton.
/// </summary>
/// <param name="Origin">Where they come from, as forms tell it.</param>
/// <param name="Of">The values by field; values that the field would not accept are not to be among them.</param>
public sealed record FormProposals(string Origin, Func<CaseAccess, StageDefinition, CancellationToken, Task<IReadOnlyDictionary<string, JsonElement>>> Of);
