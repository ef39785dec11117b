using Tongdian.Domain.Evidence;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Look;
using static Tongdian.Server.Modules.Disputes.DisputeTexts;

namespace Tongdian.Server.Modules.Disputes;

/// <summary>What an entry of the log says, in plain words.</summary>
internal static class RecordWords
{
    /// <summary>What happened, and in which stage.</summary>
    public static string Of(EvidenceRecord record, ProcessDefinition process) =>
        record.Stage is { } id && process.Stage(id) is { } stage ? Text("record.stage", Kind(record.Kind), Show.In(stage.Name)) : Kind(record.Kind);

    /// <summary>What happened; the code of it where a newer module has brought one.</summary>
    public static string Kind(string? kind) => kind is null ? "" : Known($"kind.{kind}", kind);
}
