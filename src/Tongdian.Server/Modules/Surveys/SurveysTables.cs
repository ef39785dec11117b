using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>The report of a survey that was done: one for each time.</summary>
public sealed class SurveyReportRow
{
    public Guid CaseId { get; init; }
    public required string Stage { get; init; }

    /// <summary>Which time the stage was done.</summary>
    public int Occurrence { get; init; }

    /// <summary>The PDF, under the customer's key.</summary>
    public Guid FileId { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset At { get; init; }
}

internal sealed class SurveysTables : IEntityTypeConfiguration<SurveyReportRow>
{
    public void Configure(EntityTypeBuilder<SurveyReportRow> builder)
    {
        builder.ToTable("survey_reports").HasKey(r => new { r.CaseId, r.Stage, r.Occurrence });
        builder.Property(r => r.Sha256).HasMaxLength(64);
    }
}
