using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Notices;

namespace Tongdian.Server.Modules.Disputes;

/// <summary>How a document or photograph is there.</summary>
public enum PaperStanding
{
    /// <summary>As it came.</summary>
    Original,

    /// <summary>A scaled copy without what the camera wrote into it, or with black parts.</summary>
    Copy,

    /// <summary>The company does not show it.</summary>
    Withheld,

    /// <summary>It was destroyed with the person.</summary>
    Destroyed,
}

/// <summary>A document or photograph in the file.</summary>
/// <param name="Path">Its name in the file; null where it is not there.</param>
/// <param name="Sha256">The hash of what lies there.</param>
/// <param name="Standing">How it is there.</param>
public sealed record PaperInFile(string? Path, string? Sha256, PaperStanding Standing);

/// <summary>What the first page of a dispute file says.</summary>
/// <param name="Meter">The number of the meter that it is about; null when it is about one case.</param>
/// <param name="Cases">Its cases.</param>
/// <param name="Papers">Its documents and photographs by their ids.</param>
/// <param name="Shown">What is shown of the records, in the order of the page's own list.</param>
/// <param name="Json">The list for the page's script.</param>
/// <param name="Log">Which log.</param>
/// <param name="Witnesses">How many witnesses the policy names.</param>
/// <param name="Made">When it was made.</param>
/// <param name="Reader">For whom.</param>
public sealed record DisputeModel(
    string? Meter, IReadOnlyList<Dossier> Cases, IReadOnlyDictionary<Guid, PaperInFile> Papers, IReadOnlyList<DisputeShown> Shown, string Json, string Log, int Witnesses,
    DateTimeOffset Made, ReadTold.Reader Reader)
{
    /// <summary>The first page in Chinese.</summary>
    public const string Chinese = "index.html";

    /// <summary>The first page in English.</summary>
    public const string English = "index.en.html";

    private readonly Dictionary<DisputeShown, int> numbers = Shown.Index().DistinctBy(s => s.Item).ToDictionary(s => s.Item, s => s.Index);

    /// <summary>The place of something that is shown in the page's list.</summary>
    public int NumberOf(DisputeShown shown) => numbers[shown];
}
