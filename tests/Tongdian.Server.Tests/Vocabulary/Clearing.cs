using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.PersonalData;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>Clearing away what erasures left, when a test says so.</summary>
public static class Clearing
{
    private const int MostTries = 20;

    /// <summary>Whether something is still to be cleared away.</summary>
    public static Task<bool> IsDue(TongdianServer server) => server.Stored(db => db.Set<PersonRequest>().AnyAsync(r => r.ClearAt != null));

    /// <summary>Clears away everything; again after the pause, when somebody was in the way.</summary>
    public static async Task Everything(TongdianServer server)
    {
        var clear = server.Services.GetRequiredService<ClearErased>();
        for (var tries = 0; tries < MostTries; tries++)
        {
            await clear.TakeDue(default);
            if (!await IsDue(server))
                return;
            server.Clock.Advance(ClearErased.Pause);
        }

        throw new InvalidOperationException("What erasures left is still there");
    }
}
