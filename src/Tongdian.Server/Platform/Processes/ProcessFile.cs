using System.Collections.Immutable;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;

namespace Tongdian.Server.Platform.Processes;

/// <summary>Reads a process from YAML. Keys are the names of <see cref="ProcessDefinition"/>; a key that it does not know is a fault.</summary>
public static class ProcessFile
{
    // That a pattern is read in linear time.
    private const string LaterRule = "pattern-bad";

    /// <summary>The process of a file that keeps every rule.</summary>
    /// <exception cref="ProcessFileException">With everything that is wrong: file, line, rule.</exception>
    public static ProcessDefinition Read(string fileName, string yaml) => Read(fileName, yaml, _ => []);

    /// <summary>As above, with more rules that it must keep.</summary>
    /// <exception cref="ProcessFileException">With everything that is wrong: file, line, rule.</exception>
    public static ProcessDefinition Read(string fileName, string yaml, Func<ProcessDefinition, IEnumerable<ProcessRuleFault>> more) => Read(fileName, yaml, more, published: false);

    /// <summary>The process of a text that was published, and can be mended no more: rules that came later do not count for it.</summary>
    /// <exception cref="ProcessFileException">With everything else that is wrong.</exception>
    public static ProcessDefinition ReadPublished(string fileName, string yaml) => Read(fileName, yaml, _ => [], published: true);

    private static ProcessDefinition Read(string fileName, string yaml, Func<ProcessDefinition, IEnumerable<ProcessRuleFault>> more, bool published)
    {
        var source = new YamlSource(fileName);
        var root = source.Root(yaml);
        var process = Process(root);
        root.RefuseUnknownKeys();
        source.ThrowIfFaulty();
        foreach (var fault in ProcessRules.Check(process).Concat(more(process)).Where(f => !published || f.Rule != LaterRule))
            source.Refuse(fault.Path, fault.Rule, fault.Message);
        source.ThrowIfFaulty();
        return process;
    }

    internal static ImmutableArray<Condition> Conditions(YamlMap map, string key) => map.Parsed(key, ProcessWords.Condition, ProcessWords.ConditionForm);

    private static ProcessDefinition Process(YamlMap map) => new()
    {
        Key = new ProcessKey(map.Text("id"), map.Integer("version")),
        Name = map.Localized("name"),
        Summary = map.Localized("summary"),
        Priority = map.Integer("priority"),
        ChoiceOrder = map.Integer("choiceOrder"),
        AppliesWhen = Conditions(map, "appliesWhen"),
        ChoiceReason = map.Localized("choiceReason"),
        Documents = map.List("documents", FormReader.File),
        AcceptedByOnlineCheck = map.Flag("acceptedByOnlineCheck"),
        Promises = map.List("promises", Promise),
        Stages = map.List("stages", Stage),
        PauseReasons = map.List("pauseReasons", m => new PauseReason(m.Text("id"), m.Localized("name"), m.Required("owner", ProcessWords.Owners))),
    };

    private static PromiseDefinition Promise(YamlMap map) => new()
    {
        Id = map.Text("id"),
        Kind = map.Required("kind", ProcessWords.PromiseKinds),
        Name = map.Localized("name"),
        Limit = Limit(map) ?? NoLimit(map),
        Since = map.TextOrNull("since"),
        Until = map.Text("until"),
        When = Conditions(map, "when"),
        Source = map.TextOrNull("source"),
        Verified = map.Flag("verified"),
    };

    private static StageDefinition Stage(YamlMap map) => new()
    {
        Id = map.Text("id"),
        Name = map.Localized("name"),
        Role = map.Text("role"),
        Department = map.TextOrNull("department"),
        After = map.Texts("after"),
        When = Conditions(map, "when"),
        Inside = map.TextOrNull("inside"),
        Time = map.Word("time", ProcessWords.Owners) ?? TimeOwner.Utility,
        TimeWhen = map.MapOrNull("timeWhen", m => new TimeOverride(Conditions(m, "when"), m.Required("time", ProcessWords.Owners))),
        Limit = Limit(map),
        Beside = map.Flag("beside"),
        OnRequest = map.Flag("onRequest"),
        OnDefects = map.TextOrNull("onDefects"),
        NotBefore = map.Parsed<TimeSpan>("notBefore", ProcessWords.SpanForm, ProcessWords.Span) ?? TimeSpan.Zero,
        AfterArchive = map.Flag("afterArchive"),
        Effect = map.Word("effect", ProcessWords.Effects) ?? StageEffect.None,
        Evaluated = map.Flag("evaluated"),
        ShownToCustomer = map.Flag("shownToCustomer"),
        Evidence = map.Flag("evidence"),
        Fields = map.List("fields", FormReader.Field),
        Files = map.List("files", FormReader.File),
        Signatures = map.List("signatures", FormReader.Signature),
    };

    private static Limit? Limit(YamlMap map)
    {
        Limit? limit = null;
        _ = map.Parsed<bool>("limit", ProcessWords.LimitForm, text => (limit = ProcessWords.Limit(text)) is null ? null : true);
        return limit;
    }

    private static Limit NoLimit(YamlMap map)
    {
        _ = map.Text("limit");
        return new Limit(0, LimitUnit.Hours, LimitReading.Utility);
    }
}
