using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Tongdian.Server.Platform.Storage;

/// <summary>Instants are stored as UTC <see cref="DateTime"/>, which both databases order; SQLite cannot order an offset.</summary>
public sealed class UtcInstant() : ValueConverter<DateTimeOffset, DateTime>(
    instant => instant.UtcDateTime,
    stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
