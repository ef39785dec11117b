using System.Reflection;

namespace Tongdian.Server.Platform.Http;

/// <summary>Marks a door, or one of its handlers, that takes an <c>Idempotency-Key</c>: sent again under it, what was asked has its effect once.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class TakesKeyAttribute : Attribute
{
    /// <summary>Whether a call takes a key: it is marked itself, or goes through a door that is.</summary>
    /// <param name="metadata">Of its endpoint.</param>
    public static bool On(IEnumerable<object> metadata)
    {
        var all = metadata.ToList();
        return all.OfType<TakesKeyAttribute>().Any()
            || all.OfType<MethodInfo>().Any(m => m.GetParameters().Any(p => p.ParameterType.GetCustomAttribute<TakesKeyAttribute>() is not null));
    }
}
