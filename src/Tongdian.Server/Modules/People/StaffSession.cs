using Microsoft.AspNetCore.Components.Authorization;
using Tongdian.Server.Platform.Access;

namespace Tongdian.Server.Modules.People;

/// <summary>Who works on a live page. Asked anew for every action: what was taken away is gone at once.</summary>
public sealed class StaffSession(AuthenticationStateProvider state, StaffAccess access)
{
    /// <summary>The colleague, or null when the session ended.</summary>
    public async ValueTask<StaffMember?> Find() => await access.Find((await state.GetAuthenticationStateAsync()).User, CancellationToken.None);

    /// <summary>The colleague as one who asks, or null when the session ended.</summary>
    public async ValueTask<Caller?> Caller() => await Find() is { } staff ? Platform.Access.Caller.Of(staff) : null;
}
