using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Appointments;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Appointments;

/// <summary>How the crews of a role work in a region, and in those below it that have nothing of their own.</summary>
public sealed class VisitPatternRow
{
    public required string Region { get; init; }
    public required string Role { get; init; }
    public int SlotMinutes { get; set; }
    public int BufferMinutes { get; set; }
    public int PlacesPerHalfDay { get; set; }
    public int GreenPercent { get; set; }
    public int GreenHours { get; set; }
    public int NoticeHours { get; set; }
    public Guid? ChangedBy { get; set; }
    public DateTimeOffset ChangedAt { get; set; }

    public VisitPattern Pattern
    {
        get => new(SlotMinutes, BufferMinutes, PlacesPerHalfDay, GreenPercent, GreenHours, NoticeHours);
        set => (SlotMinutes, BufferMinutes, PlacesPerHalfDay, GreenPercent, GreenHours, NoticeHours) =
            (value.SlotMinutes, value.BufferMinutes, value.PlacesPerHalfDay, value.GreenPercent, value.GreenHours, value.NoticeHours);
    }
}

/// <summary>Who comes to a visit that was picked, and when. The case itself says that it was agreed on; this is for whoever plans.</summary>
public sealed class VisitBooking
{
    // Without the booking nobody would ever give the time back.
    private const string HoldWhileItStands =
        "INSERT INTO visit_quarters (crew, at, case_id, stage, version) SELECT $1, $2, $3, $4, $5 "
        + "WHERE EXISTS (SELECT 1 FROM visit_bookings WHERE case_id = $3 AND stage = $4 AND version = $5) ON CONFLICT (crew, at) DO NOTHING";

    public Guid CaseId { get; init; }
    public required string Stage { get; init; }
    public required string Number { get; init; }
    public required string Crew { get; init; }
    public required string Region { get; init; }
    public required string Role { get; init; }
    public VisitRank Rank { get; init; }
    public DateTimeOffset Begins { get; init; }
    public DateTimeOffset Ends { get; init; }

    /// <summary>Until when the crew has no time for another.</summary>
    public DateTimeOffset Busy { get; init; }

    /// <summary>The version of the case that it was picked with: whoever frees it or hands it on touches nothing that was picked since.</summary>
    public int Version { get; init; }

    /// <summary>Takes the time of the crew in place of what the case had before; collides when any of it is somebody else's.</summary>
    internal void Take(WriteBatch batch)
    {
        batch.Add("DELETE FROM visit_quarters WHERE case_id = $1 AND stage = $2", CaseId, Stage);
        batch.Upsert(
            "visit_bookings", 2, ("case_id", CaseId), ("stage", Stage), ("number", Number), ("crew", Crew), ("region", Region), ("role", Role), ("rank", Rank), ("begins", Begins),
            ("ends", Ends), ("busy", Busy), ("version", Version));
        foreach (var at in Slot.Quarters())
            batch.Insert("visit_quarters", ("crew", Crew), ("at", at), ("case_id", CaseId), ("stage", Stage), ("version", Version));
    }

    /// <summary>Gives the time back; what was to come is forgotten.</summary>
    internal void Free(WriteBatch batch, DateTimeOffset now)
    {
        batch.Add("DELETE FROM visit_quarters WHERE case_id = $1 AND stage = $2 AND version = $3", CaseId, Stage, Version);
        if (Begins > now)
            batch.Add("DELETE FROM visit_bookings WHERE case_id = $1 AND stage = $2 AND version = $3", CaseId, Stage, Version);
    }

    /// <summary>Somebody else comes: their time is held as far as it is free, what was agreed on stays.</summary>
    internal void Hand(WriteBatch batch, string crew)
    {
        batch.Add("DELETE FROM visit_quarters WHERE case_id = $1 AND stage = $2 AND version = $3", CaseId, Stage, Version);
        batch.Add("UPDATE visit_bookings SET crew = $1 WHERE case_id = $2 AND stage = $3 AND version = $4", crew, CaseId, Stage, Version);
        foreach (var at in Slot.Quarters())
            batch.Add(HoldWhileItStands, crew, at, CaseId, Stage, Version);
    }

    private VisitSlot Slot => new(Begins, Ends, Busy, [Crew]);
}

/// <summary>A quarter of an hour of a crew that is taken. Its key is what keeps a crew from being at two places: whoever comes second collides.</summary>
public sealed class VisitQuarter
{
    public required string Crew { get; init; }
    public DateTimeOffset At { get; init; }
    public Guid CaseId { get; init; }
    public required string Stage { get; init; }
    public int Version { get; init; }
}

internal sealed class AppointmentTables : IEntityTypeConfiguration<VisitPatternRow>, IEntityTypeConfiguration<VisitBooking>, IEntityTypeConfiguration<VisitQuarter>
{
    public void Configure(EntityTypeBuilder<VisitPatternRow> builder)
    {
        builder.ToTable("visit_patterns").HasKey(p => new { p.Region, p.Role });
        builder.Ignore(p => p.Pattern);
    }

    public void Configure(EntityTypeBuilder<VisitBooking> builder)
    {
        builder.ToTable("visit_bookings").HasKey(b => new { b.CaseId, b.Stage });
        builder.HasIndex(b => new { b.Role, b.Begins });
        builder.HasIndex(b => new { b.Crew, b.Begins });
    }

    public void Configure(EntityTypeBuilder<VisitQuarter> builder)
    {
        builder.ToTable("visit_quarters").HasKey(q => new { q.Crew, q.At });
        builder.HasIndex(q => new { q.CaseId, q.Stage });
    }
}
