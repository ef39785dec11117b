using Tongdian.Domain.Processes;

namespace Tongdian.Server.Modules.People;

/// <summary>Whether colleagues prove in a second way who they are: settings <c>Access:SecondFactor</c> and <c>Access:SecondFactorRoles</c>.</summary>
public sealed class SecondFactorRule
{
    private readonly string[] roles;
    private readonly bool required;

    public SecondFactorRule(IConfiguration configuration)
    {
        var how = configuration["Access:SecondFactor"] is { Length: > 0 } said ? said : "offered";
        if (how is not ("required" or "offered" or "off"))
            throw new FormatException($"Access:SecondFactor is '{how}': required, offered or off");
        (Offered, required) = (how != "off", how == "required");
        roles = (configuration["Access:SecondFactorRoles"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (roles.FirstOrDefault(r => !Roles.All.Contains(r)) is { } unknown)
            throw new FormatException($"Access:SecondFactorRoles names '{unknown}', which is no role");
    }

    /// <summary>Who set it up is asked for it.</summary>
    public bool Offered { get; }

    /// <summary>Whether a colleague gets no further without.</summary>
    public bool Requires(StaffUser user) => required && (roles.Length == 0 || user.Roles.Exists(r => roles.Contains(r)));
}
