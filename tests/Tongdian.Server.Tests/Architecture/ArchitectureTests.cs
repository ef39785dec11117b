using ArchUnitNET.Loader;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;
using Xunit;

namespace Tongdian.Server.Tests.Architecture;

/// <summary>What may know what.</summary>
public sealed class ArchitectureTests
{
    private const string ModulePrefix = "Tongdian.Server.Modules.";

    private static readonly System.Reflection.Assembly Domain = typeof(Error).Assembly;
    private static readonly System.Reflection.Assembly Server = typeof(Problem).Assembly;
    private static readonly ArchUnitNET.Domain.Architecture Loaded = new ArchLoader().LoadAssemblies(Domain, Server).Build();

    [Fact]
    public void The_domain_knows_nothing_but_the_base_library_and_one_that_signs()
    {
        // Ed25519 and SM2 are not in the base library: decision 14.
        var known = Domain.GetReferencedAssemblies().Select(a => a.Name!).ToList();

        Assert.NotEmpty(known);
        Assert.All(known, name => Assert.True(name is "System" or "netstandard" or "BouncyCastle.Cryptography" || name.StartsWith("System.", StringComparison.Ordinal), name));
    }

    [Fact]
    public void Modules_do_not_know_each_other_in_circles()
    {
        var dependencies = Loaded.Types.Where(t => Module(t.FullName) is not null)
            .SelectMany(t => t.Dependencies.Select(d => (From: Module(t.FullName)!, To: Module(d.Target.FullName))))
            .Where(d => d.To is not null && d.To != d.From).Select(d => (d.From, To: d.To!)).Distinct().ToList();

        Assert.True(dependencies.Count > 5, "The modules are not found any more");
        var circles = dependencies.Where(d => Reaches(d.To, d.From)).Select(d => $"{d.From} → {d.To}").Order(StringComparer.Ordinal);
        Assert.Empty(circles);

        bool Reaches(string from, string to)
        {
            var (seen, next) = (new HashSet<string>(StringComparer.Ordinal) { from }, new Queue<string>([from]));
            while (next.TryDequeue(out var at))
            {
                foreach (var (_, known) in dependencies.Where(d => d.From == at))
                {
                    if (seen.Add(known))
                        next.Enqueue(known);
                }
            }

            return seen.Contains(to);
        }
    }

    [Fact]
    public void Nothing_is_named_for_having_no_name()
    {
        var types = Domain.GetTypes().Concat(Server.GetTypes()).Where(t => t.Namespace?.StartsWith("Tongdian", StringComparison.Ordinal) == true)
            .Select(t => t.Name.Split('`')[0]).ToList();

        Assert.NotEmpty(types);
        Assert.DoesNotContain(types, t => new[] { "Extensions", "Helper", "Helpers", "Util", "Utils", "Manager" }.Any(w => t.EndsWith(w, StringComparison.Ordinal)));
    }

    private static string? Module(string name) =>
        name.StartsWith(ModulePrefix, StringComparison.Ordinal) ? name[ModulePrefix.Length..].Split('.', '+')[0] : null;
}
