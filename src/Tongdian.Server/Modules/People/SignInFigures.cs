using System.Diagnostics.Metrics;

namespace Tongdian.Server.Modules.People;

/// <summary>How often somebody could not sign in: many at once are somebody who guesses.</summary>
public sealed class SignInFigures(IMeterFactory meters)
{
    private readonly Counter<long> failures = meters.Create("Tongdian").CreateCounter<long>("tongdian.signin.failures", description: "Sign-ins with a wrong name or password");

    /// <summary>Somebody gave a wrong name or password. Whose it was is not counted.</summary>
    public void Failed() => failures.Add(1);
}
