using Tongdian.Domain;

namespace Tongdian.Server.Modules.People;

/// <summary>Ways in which an administrator can be refused.</summary>
public static class AdministrationErrors
{
    /// <summary>No such colleague.</summary>
    public static readonly Error StaffUnknown = new(ErrorKind.NotFound, "staff.unknown");

    /// <summary>The colleague was changed since the form was opened.</summary>
    public static readonly Error StaffStale = new(ErrorKind.Stale, "staff.stale");

    /// <summary>Somebody has to be able to administer.</summary>
    public static readonly Error LastAdministrator = new(ErrorKind.Conflict, "staff.last-administrator");

    /// <summary>The name to sign in with is taken.</summary>
    public static readonly Error LoginTaken = new Error(ErrorKind.Conflict, "staff.login-taken").For([new FieldError("login", "staff.login-taken")]);

    /// <summary>The work number is taken.</summary>
    public static readonly Error WorkNumberTaken =
        new Error(ErrorKind.Conflict, "staff.work-number-taken").For([new FieldError("workNumber", "staff.work-number-taken")]);

    /// <summary>No such region.</summary>
    public static Error RegionUnknown(string field, string region) =>
        new Error(ErrorKind.NotFound, "region.unknown").With("region", region).For([new FieldError(field, "region.unknown").With("region", region)]);

    /// <summary>There is a region of this code.</summary>
    public static readonly Error RegionTaken = new Error(ErrorKind.Conflict, "region.taken").For([new FieldError("code", "region.taken")]);

    /// <summary>A region cannot lie inside itself.</summary>
    public static readonly Error RegionInItself = new Error(ErrorKind.Conflict, "region.in-itself").For([new FieldError("parent", "region.in-itself")]);

    /// <summary>Something names the region.</summary>
    public static Error RegionInUse(string use) => new Error(ErrorKind.Conflict, "region.in-use").With("use", use);

    /// <summary>No such duty.</summary>
    public static readonly Error DutyUnknown = new(ErrorKind.NotFound, "duty.unknown");

    internal static Error Invalid(IEnumerable<FieldError> faults) => new Error(ErrorKind.Invalid, "request.invalid").For(faults);
}
