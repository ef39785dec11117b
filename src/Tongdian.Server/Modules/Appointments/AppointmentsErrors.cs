using Tongdian.Domain;

namespace Tongdian.Server.Modules.Appointments;

/// <summary>What can be refused about picking a time.</summary>
internal static class AppointmentsErrors
{
    /// <summary>Nobody has said how the crews work here: half-days are asked for instead.</summary>
    public static readonly Error NoCapacity = new(ErrorKind.Conflict, "appointment.no-capacity");

    /// <summary>The region or role is not one that can be planned.</summary>
    public static Error Unknown(params IEnumerable<string> fields) =>
        new Error(ErrorKind.Invalid, "request.invalid").For(fields.Select(f => new FieldError(f, "field.option")));

    /// <summary>The region is another's.</summary>
    public static readonly Error NotYours = new(ErrorKind.Forbidden, "region.not-yours");
}
