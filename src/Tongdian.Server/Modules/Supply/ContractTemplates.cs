using System.Collections.Frozen;
using System.Collections.Immutable;
using Tongdian.Domain;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Processes;

namespace Tongdian.Server.Modules.Supply;

/// <summary>The texts of contracts, by process and language, from <c>contracts/&lt;process&gt;.&lt;zh|en&gt;.md</c>.</summary>
public sealed class ContractTemplates(ProcessCatalog processes)
{
    private static readonly string[] Languages = ["zh", "en"];

    private volatile FrozenDictionary<(string Process, string Language), ContractTemplate> templates =
        FrozenDictionary<(string, string), ContractTemplate>.Empty;

    /// <summary>Reads the folder. Every fact that a text names must be one that can be known.</summary>
    /// <exception cref="ContractFileException">With everything that is wrong: file, line, rule.</exception>
    public void Load(string folder)
    {
        var faults = new List<ProcessFault>();
        var read = new Dictionary<(string Process, string Language), ContractTemplate>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal))
        {
            var file = $"contracts/{Path.GetFileName(path)}";
            var name = Path.GetFileNameWithoutExtension(path).Split('.');
            void Refuse(int line, string rule, string message) => faults.Add(new ProcessFault(file, line, rule, message));
            if (name is not [var id, var language] || !Languages.Contains(language))
            {
                Refuse(1, "file-name", "a contract is named <process>.zh.md or <process>.en.md");
                continue;
            }

            if (processes.Newest.FirstOrDefault(p => p.Key.Id == id) is not { } process || process.Stage(ContractStage.Id) is null)
            {
                Refuse(1, "process-unknown", $"there is no process {id} with a stage {ContractStage.Id}");
                continue;
            }

            var template = ContractTemplate.Read(File.ReadAllText(path), Refuse);
            foreach (var line in template.Sections.SelectMany(s => s.Lines))
            {
                foreach (var fact in line.Facts.Where(f => !ContractFacts.CanBeKnown(process, f)))
                    Refuse(line.Number, "fact-unknown", $"{{{{{fact}}}}} is no fact of {id}, or says something about a person");
            }

            read[(id, language)] = template;
        }

        foreach (var (id, language) in read.Keys.Where(k => !read.ContainsKey((k.Process, k.Language == "zh" ? "en" : "zh"))))
            faults.Add(new ProcessFault($"contracts/{id}.{language}.md", 1, "language-missing", "a contract is written in zh and in en"));
        if (faults.Count > 0)
            throw new ContractFileException([.. faults.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line)]);
        templates = read.ToFrozenDictionary();
    }

    /// <summary>The text for a process.</summary>
    internal Result<ContractTemplate> For(ProcessKey process, string language) =>
        templates.TryGetValue((process.Id, language.StartsWith("en", StringComparison.Ordinal) ? "en" : "zh"), out var template)
            ? template
            : SupplyErrors.NoTemplate(process);
}

/// <summary>Texts of contracts that cannot be used. The platform does not start with them; its message has one line per fault.</summary>
public sealed class ContractFileException(ImmutableArray<ProcessFault> faults) : Exception(string.Join('\n', faults))
{
    /// <summary>Everything that is wrong, in the order of the files and lines.</summary>
    public ImmutableArray<ProcessFault> Faults { get; } = faults;
}
