using System.Globalization;

namespace Tongdian.Faults.Machines;

/// <summary>
/// The nodes' clock, which can be set while they run: by libfaketime, where it is installed (Debian: apt-get install libfaketime). Not with PostgreSQL: under that library
/// its driver was seen to give up a read after a tenth of a second.
/// </summary>
internal sealed class Clock
{
    private static readonly string[] Libraries =
    [
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib64/faketime/libfaketimeMT.so.1",
    ];

    private readonly string file;
    private readonly string? library;
    private int farthest;

    public Clock(string folder, bool canBeSet)
    {
        library = canBeSet ? Libraries.FirstOrDefault(File.Exists) : null;
        file = Path.Combine(folder, "clock");
        Set(0);
    }

    public bool CanBeSet => library is not null;

    /// <summary>Seconds before the real time.</summary>
    public int Offset { get; private set; }

    public DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(Offset);

    public IEnumerable<(string Name, string Value)> Settings => library is null ? [] :
    [
        ("LD_PRELOAD", library), ("FAKETIME_TIMESTAMP_FILE", file), ("FAKETIME_CACHE_DURATION", "1"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"), ("DONT_FAKE_MONOTONIC", "1"),
    ];

    public void Set(int seconds)
    {
        (Offset, farthest) = (seconds, Math.Max(farthest, seconds));
        var draft = file + ".new";
        File.WriteAllText(draft, seconds.ToString("+0;-0;+0", CultureInfo.InvariantCulture) + "\n");
        File.Move(draft, file, overwrite: true);
    }

    /// <summary>What was written at a time that has not come yet is not waited for: the clock goes to the farthest that it was.</summary>
    public void CatchUp() => Set(farthest);

    /// <summary>The clock is set on.</summary>
    public void Ahead(TimeSpan by) => Set(Offset + (int)by.TotalSeconds);
}
