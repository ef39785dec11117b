using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;

namespace Tongdian.Bench.Scenes;

/// <summary>
/// How the cases look that are filled in: seven in ten are archived, the others wait for one of the six stages. Most came there within the last
/// minutes, so that nothing of theirs is due while it is measured; one open case in a hundred has been left alone for a day or more.
/// </summary>
internal sealed class CaseSamples(ResidentialStages stages, CaseProjection projection, CompanyDirectory directory, TimeProvider time)
{
    private const int Archived = 6;
    private const int Fresh = 32;

    // A prime, so that they are of every stage and of every watcher.
    private const int OneInSoMany = 101;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan[] LeftAlone = [TimeSpan.FromHours(20), TimeSpan.FromHours(36), TimeSpan.FromDays(4)];

    private readonly Lazy<(DateTimeOffset Now, CaseSample Archive, CaseSample[][] Fresh, CaseSample[][] Late)> made = new(() => Make(stages, projection, directory, time.GetUtcNow()));

    /// <summary>When it is: whether something is due does not change while it is measured.</summary>
    public DateTimeOffset Now => made.Value.Now;

    public CaseSample this[int index] => !IsOpen(index) ? made.Value.Archive
        : IsDue(index) ? made.Value.Late[index / 10 / OneInSoMany % LeftAlone.Length][StageOf(index)]
        : made.Value.Fresh[index % Fresh][StageOf(index)];

    public static int StageOf(int index) => IsOpen(index) ? index / 10 % Archived : Archived;

    public static bool IsOpen(int index) => index % 10 >= 7;

    /// <summary>Whether it is one that nobody has looked after.</summary>
    public static bool IsDue(int index) => IsOpen(index) && index / 10 % OneInSoMany == 0;

    private static (DateTimeOffset, CaseSample, CaseSample[][], CaseSample[][]) Make(
        ResidentialStages stages, CaseProjection projection, CompanyDirectory directory, DateTimeOffset now)
    {
        var company = directory.Get(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        CaseSample At(int stage, TimeSpan ago) => new(projection, company, stages.Waiting(stage, now - ago), now);
        CaseSample[] All(TimeSpan ago) => [.. Enumerable.Range(0, Archived).Select(s => At(s, ago))];
        return (now, At(Archived, TimeSpan.Zero), [.. Enumerable.Range(0, Fresh).Select(n => All(n * Between))], [.. LeftAlone.Select(All)]);
    }
}
