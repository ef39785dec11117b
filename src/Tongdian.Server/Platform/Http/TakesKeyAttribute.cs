using System.Reflection;

namespace Tongdian.Server.Platform.Http;

/// <summary>Marks a door, or one of its handlers, that takes an <c>Idempotency-Key</c>: sent again under it, what was asked has its effect once.</summary>
/// <param name="takes">False: a call through such a door that takes none after all, because a second one does the same again or is refused by itself.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesKeyAttribute(bool takes = true) : Attribute
{
    /// <summary>Whether it does.</summary>
    public bool Takes => takes;

    /// <summary>Whether a call takes a key: it is marked itself, or goes through a door that is.</summary>
    /// <param name="metadata">Of its endpoint.</param>
    public static bool On(IEnumerable<object> metadata)
    {
        var all = metadata.ToList();
        return all.OfType<TakesKeyAttribute>().LastOrDefault()?.Takes
            ?? all.OfType<MethodInfo>().Any(m => m.GetParameters().Any(p => p.ParameterType.GetCustomAttribute<TakesKeyAttribute>() is not null));
    }
}
