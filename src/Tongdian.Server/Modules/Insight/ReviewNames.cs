using Tongdian.Domain.Cases;
using Tongdian.Domain.Insight;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Coordination.Rounds;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Resources;
using static Tongdian.Server.Modules.Insight.InsightTexts;

namespace Tongdian.Server.Modules.Insight;

/// <summary>What people call the things that figures are about, in the reader's language. What has no name any more is called by its code.</summary>
internal sealed class ReviewNames(ProcessCatalog processes, Company company, IReadOnlyList<Causes.Item> causes)
{
    public string Stage(string id) =>
        processes.Stage(id) is { } stage ? Show.In(stage.Name) : id;

    /// <summary>A part of a scheme.</summary>
    public string Part(string id)
    {
        var stages = processes.Newest.Select(p => p.Stage(SchemeStages.Scheme)).OfType<StageDefinition>().ToList();
        return stages.SelectMany(s => s.Fields).FirstOrDefault(f => f.Id == id) is { } field ? Show.In(field.Label)
            : stages.SelectMany(s => s.Files).FirstOrDefault(f => EntryParts.OfFiles(f.Kind) == id) is { } file ? Show.In(file.Label) : id;
    }

    public string Process(string id) => processes.Newest.FirstOrDefault(p => p.Key.Id == id) is { } process ? Show.In(process.Name) : id;

    public string Region(string code) => company.Regions.TryGetValue(code, out var region) ? region.Name : code;

    public string Colleague(string id) => company.Staff.GetValueOrDefault(id)?.Name ?? id;

    public string Of(RateBy by, string code) => by switch
    {
        RateBy.Process => Process(code),
        RateBy.Stage => Stage(code),
        RateBy.Region => Region(code),
        RateBy.Department => PageTexts.Text($"department.{code}"),
        _ => throw new InvalidOperationException($"Unknown figure {by}"),
    };

    public string Of(BottleneckKey key) => key.Kind switch
    {
        BottleneckKind.Untaken => Text("bottleneck.untaken", Stage(key.Where)),
        BottleneckKind.Between when key.Where.Length == 0 => Text("bottleneck.begin", Stage(key.To!)),
        BottleneckKind.Between => Text("bottleneck.between", Stage(key.Where), Stage(key.To!)),
        BottleneckKind.Rework => Text("bottleneck.rework", Stage(key.Where)),
        BottleneckKind.SendBack => Text("bottleneck.send-back", Stage(key.Where), Stage(key.To!)),
        BottleneckKind.Stall => Text("bottleneck.stall", causes.FirstOrDefault(c => c.Code == key.Where)?.Name ?? key.Where),
        _ => throw new InvalidOperationException($"Unknown kind {key.Kind}"),
    };

    /// <summary>The name of a figure of a week.</summary>
    public string Of(WeekFigures figures, string figure) =>
        figures.Rate(figure) is { } rate ? Text("figure.rate", Text($"by.{rate.By}"), Of(rate.By, rate.Code))
        : figures.Bottlenecks.FirstOrDefault(b => b.Figure == figure) is { } bottleneck ? Of(bottleneck.Key)
        : figure;
}
