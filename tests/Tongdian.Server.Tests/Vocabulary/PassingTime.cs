using Microsoft.Extensions.Time.Testing;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A clock that stands still unless a test moves it.</summary>
public sealed class PassingTime(DateTimeOffset from) : FakeTimeProvider(from)
{
    // The platform looks for work twice a second: through a whole day that is a minute of a processor, and finds nothing that it would not find at the end.
    private static readonly TimeSpan Last = TimeSpan.FromMinutes(1);

    /// <summary>Moves the clock. Timers tick through the last minute only; the time before is jumped over.</summary>
    public new void Advance(TimeSpan by)
    {
        if (by > Last)
            AdjustTime(GetUtcNow() + by - Last);
        base.Advance(by > Last ? Last : by);
    }
}
