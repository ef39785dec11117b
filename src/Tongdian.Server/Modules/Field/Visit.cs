using System.Text.Json;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Survey;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Processes;

namespace Tongdian.Server.Modules.Field;

/// <summary>Everything that somebody needs on site for one stage of one case, without network, in their language.</summary>
public sealed record Visit
{
    public required string Number { get; init; }
    public required string Stage { get; init; }

    /// <summary>Changes whenever anything here does.</summary>
    public string Tag { get; init; } = "";

    /// <summary>The tag of what is entered: the base of drafts and completions.</summary>
    public required string Entry { get; init; }
    public required string Name { get; init; }
    public required string ProcessName { get; init; }
    public required StageStatus State { get; init; }
    public required bool Mine { get; init; }
    public required bool Paused { get; init; }
    public required bool Urgent { get; init; }
    public required bool Green { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public Arranged? Appointment { get; init; }
    public bool OnTheWay { get; init; }
    public bool There { get; init; }
    public required Person Customer { get; init; }
    public required string Address { get; init; }
    public Spot? At { get; init; }
    public Guide? Notice { get; init; }

    /// <summary>What conditions of the form look at, besides the form itself.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Facts { get; init; }
    public required IReadOnlyList<ShowForm.KnownField> Fields { get; init; }
    public required IReadOnlyList<ProcessViews.FileView> Files { get; init; }
    public required IReadOnlyList<ProcessViews.SignatureView> Signatures { get; init; }
    public required IReadOnlyList<OperationResult.HandedFile> Handed { get; init; }
    public required IReadOnlyList<KnownStage> Known { get; init; }
    public required IReadOnlyList<Paper> Documents { get; init; }
    public required IReadOnlyList<PauseReason> PauseReasons { get; init; }
    public required IReadOnlyList<Reading> Readings { get; init; }
    public SurveyGround? Survey { get; init; }

    /// <summary>What lies before the customer to be signed by link.</summary>
    public Laid? Offer { get; init; }

    /// <summary>What belongs to the entry and is no field of it.</summary>
    public SiteSheet? Sheet { get; init; }

    /// <summary>What was entered at a stage: files, and signatures by who signed.</summary>
    internal static OperationResult.HandedFile[] Has(StageState at) =>
    [
        .. (at.Entry?.Files ?? []).Select(f => new OperationResult.HandedFile(f.Kind, f.File, f.MediaType)),
        .. (at.Entry?.Signatures ?? []).Select(s => new OperationResult.HandedFile(s.Role, s.File, "image/png")),
    ];

    /// <summary>When somebody is expected, and whether both sides said yes.</summary>
    public sealed record Arranged(DateOnly Day, string Words, bool Agreed, DateTimeOffset? From = null, DateTimeOffset? Until = null);

    /// <summary>Since when it lies there, and when it was signed.</summary>
    public sealed record Laid(DateTimeOffset Since, DateTimeOffset? SignedAt);

    /// <summary>Whom to ask for.</summary>
    public sealed record Person(string Name, string? Phone, string? Organisation = null);

    /// <summary>Where it is, WGS 84 degrees.</summary>
    public sealed record Spot(double Lat, double Lon);

    /// <summary>What the customer was told about the visit, and what the crew makes sure of and does in order.</summary>
    public sealed record Guide(
        string Content, string? Duration, IReadOnlyList<string> Prepare, IReadOnlyList<string> Standard, IReadOnlyList<string> Safety, IReadOnlyList<string> Steps,
        IReadOnlyList<WayStep> Way, bool CanSign, DateTimeOffset? SignedAt);

    /// <summary>A stage of the case on its way.</summary>
    public sealed record WayStep(string Name, StageStatus State);

    /// <summary>What an earlier stage knows.</summary>
    public sealed record KnownStage(string Stage, string Name, IReadOnlyList<KnownValue> Values);

    /// <summary>A value in words.</summary>
    public sealed record KnownValue(string Label, string Value);

    /// <summary>A document or photo of the case.</summary>
    public sealed record Paper(Guid File, string Label, string MediaType);

    /// <summary>A reason for a pause.</summary>
    public sealed record PauseReason(string Id, string Name);

    /// <summary>What was read from a picture.</summary>
    public sealed record Reading(Guid File, string Kind, IReadOnlyDictionary<string, ReadValue> Values)
    {
        /// <summary>What contradicts in the picture, and what is unusual.</summary>
        public IReadOnlyList<Finding>? Findings { get; init; }
    }

    /// <summary>A value that was read, and how sure the reader is, 0 to 1.</summary>
    public sealed record ReadValue(JsonElement Value, double Confidence);

    /// <summary>What the calculation of a survey stands on.</summary>
    public sealed record SurveyGround(VoltageLimit Limit, string Tables);
}
