using Tongdian.Domain.Cases;
using Tongdian.Domain.Feedback;
using Tongdian.Domain.Insight;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Opinions;

/// <summary>A remark comes to the library in the commit in which it is made: none is lost, none is there twice.</summary>
public static class KeepOpinion
{
    /// <summary>What a remark is about.</summary>
    /// <param name="Source">Where it was made.</param>
    /// <param name="Region">Of the case or the enquiry.</param>
    /// <param name="Number">Of the case or the enquiry.</param>
    public sealed record About(OpinionSource Source, string Region, string Number)
    {
        /// <summary>The stage; null when it is about none in particular.</summary>
        public string? Stage { get; init; }

        /// <summary>Whose the stage is.</summary>
        public string? Department { get; init; }

        /// <summary>Who did it.</summary>
        public string? Doer { get; init; }

        /// <summary>What was rated with it.</summary>
        public Rating? Rating { get; init; }

        /// <summary>A stage of a case, with whoever has it or had it last.</summary>
        public static About OfStage(OpinionSource source, Case state, StageDefinition stage) => new(source, state.Facts.Region, state.Number.Value)
        {
            Stage = stage.Id, Department = stage.Department, Doer = state.Stage(stage.Id).Assignee,
        };
    }

    /// <summary>The row of a remark whose words are sealed under this id.</summary>
    public static void Write(WriteBatch batch, Guid words, About about, DateTimeOffset now) => batch.InsertOnce(
        "opinions", 1, ("id", words), ("source", about.Source), ("region", about.Region), ("number", about.Number), ("stage", about.Stage), ("department", about.Department),
        ("doer", about.Doer), ("attitude", about.Rating?.Attitude), ("skill", about.Rating?.Skill), ("speed", about.Rating?.Speed), ("compliance", about.Rating?.Compliance),
        ("at", now), ("week", IsoWeek.Of(DateOnly.FromDateTime(Show.Local(now).DateTime)).ToString()), ("unread", true), ("mood", Domain.Opinions.Mood.Neutral));
}
