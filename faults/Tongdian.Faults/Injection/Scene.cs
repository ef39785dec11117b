using Tongdian.Faults.Load;
using Tongdian.Faults.Machines;

namespace Tongdian.Faults.Injection;

/// <summary>Everything that can be broken.</summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="Lines">Between the clients and each node.</param>
/// <param name="Postgres">The database; null: SQLite.</param>
/// <param name="DatabaseLine">Between the nodes and the database.</param>
/// <param name="Disk">Where all of them keep their data.</param>
/// <param name="Clock">The nodes' clock.</param>
/// <param name="Provider">Of text messages.</param>
/// <param name="Tally">What the clients saw.</param>
internal sealed record Scene(
    IReadOnlyList<Node> Nodes, IReadOnlyList<FaultProxy> Lines, PostgresServer? Postgres, FaultProxy? DatabaseLine, SmallDisk Disk, Clock Clock, SmsProvider Provider, Tally Tally)
{
    /// <summary>Starts again what has ended.</summary>
    public async Task Mend(CancellationToken cancel)
    {
        MendDatabase();
        foreach (var node in Nodes.Where(n => !n.IsThere))
        {
            node.Kill();
            node.Begin();
        }

        foreach (var node in Nodes)
            await Ready(node, cancel);
    }

    /// <summary>Starts the database again when it has ended.</summary>
    public void MendDatabase()
    {
        if (Postgres is not { IsThere: false })
            return;
        Postgres.Kill();
        Postgres.Begin();
    }

    /// <summary>
    /// Waits until a node is ready. A database that has just been killed may still recover when a node starts, or end a moment later, and then the node ends: whatever watches
    /// over them starts them again.
    /// </summary>
    public async Task Ready(Node node, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await node.Ready(MendDatabase, cancel);
                return;
            }
            catch (InvalidOperationException) when (!node.IsThere && tries < 5)
            {
                node.Kill();
                node.Begin();
            }
        }
    }
}
