using Tongdian.Domain.Survey;

namespace Tongdian.Server.Modules.Processes;

/// <summary>The tables of the survey's calculation, as the file that travels with the program has them.</summary>
public sealed class SurveyTableFile
{
    private SurveyTables? tables;

    /// <summary>The tables.</summary>
    public SurveyTables Tables => tables ?? throw new InvalidOperationException("The survey tables are not loaded");

    /// <summary>The same as JSON, for devices.</summary>
    public string Json { get; private set; } = "";

    /// <summary>Name and version.</summary>
    public string Name => FormattableString.Invariant($"{Tables.Id} {Tables.Version}");

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It is wrong; the message says where.</exception>
    public async Task Load(string path, CancellationToken cancel)
    {
        Json = await File.ReadAllTextAsync(path, cancel);
        tables = SurveyTables.Read(Json).Failed(out var error, out var read)
            ? throw new InvalidDataException($"{path}: {error.Code} {string.Join("; ", error.Fields.Select(f => $"{f.Field}: {f.Code}"))}")
            : read;
    }
}
