using System.Diagnostics.Metrics;

namespace Tongdian.Server.Platform.Storage;

/// <summary>
/// A batch on its way into the database. Those that are there when a writer is free share one transaction; each hears of its own end. Whoever gives up
/// before it was taken has written nothing; afterwards there is nothing left to give up, and the answer is what came of it.
/// </summary>
internal sealed class PendingBatch
{
    private static readonly Meter Meter = new("Tongdian");
    private static readonly Counter<long> Commits = Meter.CreateCounter<long>("tongdian.commits", description: "Changes that were committed");
    private static readonly Counter<long> Transactions = Meter.CreateCounter<long>("tongdian.commit_transactions", description: "Transactions in which they were committed");
    private static readonly Counter<long> Redone = Meter.CreateCounter<long>("tongdian.commits_redone", description: "Changes that were written again by themselves, because of one that shared their transaction");

    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration givingUp;
    private int taken;

    public PendingBatch(WriteBatch batch, CancellationToken cancel)
    {
        (Statements, About) = (batch.Statements, batch.About);
        givingUp = cancel.UnsafeRegister(static (self, token) => ((PendingBatch)self!).GiveUp(token), this);
    }

    /// <summary>What is to be written.</summary>
    public IReadOnlyList<WriteStatement> Statements { get; }

    /// <inheritdoc cref="WriteBatch.About"/>
    public Guid About { get; }

    /// <summary>Over when it was committed or was not.</summary>
    public Task Done => done.Task;

    /// <summary>Takes it to write it; false when nobody waits for it any more.</summary>
    public bool Take()
    {
        if (Interlocked.Exchange(ref taken, 1) == 1)
            return false;
        givingUp.Unregister();
        return true;
    }

    /// <summary>It failed.</summary>
    public void Failed(Exception why) => done.SetException(why);

    /// <summary>They were committed in one transaction.</summary>
    public static void Committed(params IReadOnlyCollection<PendingBatch> together)
    {
        Commits.Add(together.Count);
        Transactions.Add(1);
        foreach (var one in together)
            one.done.SetResult();
    }

    /// <summary>What they shared failed; they are written one by one.</summary>
    public static void Apart(IReadOnlyCollection<PendingBatch> together) => Redone.Add(together.Count);

    private void GiveUp(CancellationToken token)
    {
        if (Interlocked.Exchange(ref taken, 1) == 0)
            done.SetCanceled(token);
    }
}
