using System.Collections.Immutable;
using Tongdian.Domain.Processes;

namespace Tongdian.Server.Platform.Processes;

/// <summary>Reads the limits up to which a region supplies at low voltage.</summary>
public static class VoltageLimitsFile
{
    /// <summary>Name of the file, in the folder of the processes.</summary>
    public const string Name = "voltage-limits.yaml";

    /// <summary>The limits of a file.</summary>
    /// <exception cref="ProcessFileException">With everything that is wrong: file, line, rule.</exception>
    public static VoltageLimits Read(string fileName, string yaml)
    {
        var source = new YamlSource(fileName);
        var root = source.Root(yaml);
        var standard = root.MapOrNull("default", map => Limit(source, map));
        if (standard is null)
            source.Refuse("", "key-missing", "default is missing");
        var regions = root.MapOrNull("regions", map => map.Entries(m => Limit(source, m)));
        root.RefuseUnknownKeys();
        source.ThrowIfFaulty();
        return new VoltageLimits(standard!, (regions ?? []).ToImmutableSortedDictionary(r => r.Key, r => r.Value));
    }

    private static VoltageLimit Limit(YamlSource source, YamlMap map)
    {
        var limit = new VoltageLimit(
            map.Number("maxSinglePhaseKw"), map.Number("maxLowVoltageKw"), map.Number("maxLowVoltageKva"), map.Text("source"), map.Flag("verified"));
        if (limit.MaxSinglePhaseKw <= 0 || limit.MaxSinglePhaseKw > limit.MaxLowVoltageKw || limit.MaxLowVoltageKva <= 0)
            source.Refuse(map.Path, "voltage-limits", "limits must be above 0, and single-phase not above low voltage");
        return limit;
    }
}
