using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Processes;

namespace Tongdian.Server.Modules.Processes;

/// <summary>Up to where a region supplies at low voltage: its own limit, or that of the nearest region above it.</summary>
public sealed class VoltageTable
{
    private VoltageLimits? limits;

    /// <summary>Reads the table from the folder of the processes.</summary>
    /// <exception cref="ProcessFileException">The file is wrong.</exception>
    public async Task Load(string folder, CancellationToken cancel) => limits = VoltageLimitsFile.Read(
        $"processes/{VoltageLimitsFile.Name}", await File.ReadAllTextAsync(Path.Combine(folder, VoltageLimitsFile.Name), cancel));

    /// <summary>The limit of a region.</summary>
    public VoltageLimit For(string region, Company company) =>
        (limits ?? throw new InvalidOperationException("The voltage limits are not loaded")).For(company.Upwards(region));
}
