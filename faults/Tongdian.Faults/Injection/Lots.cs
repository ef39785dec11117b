namespace Tongdian.Faults.Injection;

/// <summary>Draws faults: as often as their weights say, in an order that the seed decides. Every kind comes before any has come too often.</summary>
internal sealed class Lots(IReadOnlyList<Fault> faults, Random random)
{
    private readonly Queue<Fault> bag = [];
    private bool first = true;

    public Fault Draw()
    {
        if (bag.Count == 0)
            Fill();
        return bag.Dequeue();
    }

    // The first bag has each once, so that a short run has all of them.
    private void Fill()
    {
        var all = faults.SelectMany(f => Enumerable.Repeat(f, first ? 1 : f.Weight)).ToArray();
        first = false;
        random.Shuffle(all);
        foreach (var one in all)
            bag.Enqueue(one);
    }
}
