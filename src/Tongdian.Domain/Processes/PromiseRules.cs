using System.Globalization;
using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Processes;

/// <summary>Rules about promises. Only what the company promises is measured against the path: targets may count on stages that are skipped.</summary>
internal static class PromiseRules
{
    public static IEnumerable<ProcessRuleFault> Shape(ProcessDefinition process)
    {
        foreach (var fault in Duplicates.In("promises", "promise", process.Promises.Select(p => p.Id)))
            yield return fault;
        for (var i = 0; i < process.Promises.Length; i++)
        {
            var (promise, path) = (process.Promises[i], $"promises[{i}]");
            if (process.Stage(promise.Until) is null)
                yield return new($"{path}.until", "stage-unknown", $"{promise.Id} ends with {promise.Until}, which does not exist");
            if (promise.Since is { } since && process.Stage(since) is null)
                yield return new($"{path}.since", "stage-unknown", $"{promise.Id} begins with {since}, which does not exist");
            if (LimitRules.Fault(promise.Limit) is { } wrong)
                yield return new($"{path}.limit", "limit-amount", wrong);
            if (promise is { Kind: PromiseKind.Statutory, Source: null })
                yield return new(path, "promise-source", $"{promise.Id} is statutory and must name its source");
        }
        var whole = process.Promises.Count(p => p is { Kind: PromiseKind.Promise, When.IsEmpty: true, Since: null }
            && process.Stage(p.Until) is { Effect: StageEffect.Energises });
        if (whole != 1)
            yield return new("promises", "promise-count", $"exactly one promise without condition must cover the whole case until power-on, {whole} do");
    }

    public static IEnumerable<ProcessRuleFault> Length(ProcessDefinition process, StageGraph graph)
    {
        for (var i = 0; i < process.Promises.Length; i++)
        {
            var promise = process.Promises[i];
            if (promise.Since is { } since && !graph.IsBefore(since, promise.Until))
                yield return new($"promises[{i}].since", "promise-order", $"{promise.Id} begins with {since}, which is not before {promise.Until}");
            if (promise.Kind == PromiseKind.Promise && promise.Since is null && TooShort(promise, process.Stage(promise.Until)!, graph) is var (rule, message))
                yield return new($"promises[{i}].limit", rule, message);
        }
    }

    private static (string Rule, string Message)? TooShort(PromiseDefinition promise, StageDefinition until, StageGraph graph)
    {
        var unit = promise.Limit.Unit;
        var path = LongestPath(until, unit, graph);
        if (path.InOtherUnit is { } stage)
            return ("promise-unit", $"{promise.Id} is in natural hours but {stage} is not: they cannot be compared");
        if (path.Sum <= promise.Limit.Amount)
            return null;
        var sum = path.Sum.ToString("0.##", CultureInfo.InvariantCulture);
        var amount = promise.Limit.Amount.ToString("0.##", CultureInfo.InvariantCulture);
        return ("promise-too-short", $"{promise.Id} is {amount} but its stages take up to {sum} ({unit}): {path.Text}");
    }

    private sealed record Path(decimal Sum, string Text, string? InOtherUnit);

    private static Path LongestPath(StageDefinition stage, LimitUnit unit, StageGraph graph)
    {
        var before = graph.Predecessors(stage).Select(p => LongestPath(p, unit, graph)).ToList();
        var longest = before.MaxBy(p => p.Sum);
        var own = (longest?.Sum ?? 0m, longest is { Text.Length: > 0 } ? $"{longest.Text} → {stage.Id}" : stage.Id);
        var foreign = before.Select(p => p.InOtherUnit).FirstOrDefault(s => s is not null);
        var sum = own.Item1;
        foreach (var part in graph.Inside(stage).Prepend(stage))
        {
            if (part is not { Beside: false, Limit: { Reading: LimitReading.Utility } limit })
                continue;
            sum += LimitRules.AmountIn(unit, limit) ?? 0m;
            if (LimitRules.AmountIn(unit, limit) is null)
                foreign ??= part.Id;
        }
        return new Path(sum, own.Item2, foreign);
    }
}
