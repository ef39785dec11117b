using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Processes;

namespace Tongdian.Server.Modules.Visits;

/// <summary>What customers are told about visits.</summary>
public sealed class VisitBook(ProcessCatalog processes)
{
    private VisitGuides? guides;

    /// <summary>Reads it from the folder of the processes, which are known by then.</summary>
    /// <exception cref="ProcessFileException">The file is wrong.</exception>
    public async Task Load(string folder, CancellationToken cancel) => guides = VisitsFile.Read(
        $"processes/{VisitsFile.Name}", await File.ReadAllTextAsync(Path.Combine(folder, VisitsFile.Name), cancel), [.. processes.Newest]);

    /// <summary>What is told about the visit of a stage.</summary>
    public VisitGuide Of(ProcessKey process, StageDefinition stage) =>
        (guides ?? throw new InvalidOperationException("The guides of visits are not loaded")).Of(process, stage);
}
