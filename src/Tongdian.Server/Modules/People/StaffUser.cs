using Microsoft.AspNetCore.Identity;

namespace Tongdian.Server.Modules.People;

/// <summary>Somebody of the company. What they may do follows from roles, departments and regions together.</summary>
public sealed class StaffUser : IdentityUser<Guid>
{
    /// <summary>Name shown to customers and colleagues.</summary>
    public required string DisplayName { get; set; }

    /// <summary>Work number, shown to customers on visits.</summary>
    public required string WorkNumber { get; set; }

    /// <summary>Codes of <see cref="Domain.Processes.Roles"/>.</summary>
    public required List<string> Roles { get; set; }

    /// <summary>Codes of <see cref="Domain.Processes.Departments"/>.</summary>
    public required List<string> Departments { get; set; }

    /// <summary>Codes of regions; each covers all regions below it.</summary>
    public required List<string> Regions { get; set; }

    /// <summary>Who acts while this user is absent.</summary>
    public Guid? DeputyId { get; set; }

    /// <summary>When the absence begins.</summary>
    public DateTimeOffset? DeputyFrom { get; set; }

    /// <summary>When it is over.</summary>
    public DateTimeOffset? DeputyUntil { get; set; }

    /// <summary>The password was made by an administrator: it opens nothing but the change to one of their own.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>False: may not sign in, and sessions that are open end.</summary>
    public bool Active { get; set; } = true;
}
