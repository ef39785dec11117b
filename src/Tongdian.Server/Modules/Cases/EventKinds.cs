using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;
using Tongdian.Domain.Cases;

namespace Tongdian.Server.Modules.Cases;

/// <summary>The written names of facts, as <see cref="CaseEvent"/> declares them.</summary>
public static class EventKinds
{
    private static readonly FrozenDictionary<Type, string> Names = typeof(CaseEvent)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    /// <summary>The name of power-on, which is looked for in the whole log; an index knows it.</summary>
    internal const string Energised = "case-energised";

    /// <summary>Every name.</summary>
    public static IReadOnlyCollection<string> All => Names.Values;

    /// <summary>The name of a fact: <c>stage-completed</c>.</summary>
    public static string Of(CaseEvent fact) => Names[fact.GetType()];
}
