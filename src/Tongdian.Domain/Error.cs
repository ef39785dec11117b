using System.Collections.Immutable;

namespace Tongdian.Domain;

/// <summary>What kind of refusal an <see cref="Error"/> is; the web edge turns it into a status.</summary>
public enum ErrorKind
{
    /// <summary>What was sent cannot be used as it is.</summary>
    Invalid = 1,

    /// <summary>It does not exist, or the asker may not know that it does.</summary>
    NotFound = 2,

    /// <summary>The asker may not do this.</summary>
    Forbidden = 3,

    /// <summary>It does not fit the state that the thing is in.</summary>
    Conflict = 4,

    /// <summary>The asker worked from an older version.</summary>
    Stale = 5,
}

/// <summary>One field that is wrong: its path (<c>supply.capacityKw</c>), the stable code and the values its text needs.</summary>
public sealed record FieldError(string Field, string Code, ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>A field error whose text needs no values.</summary>
    public FieldError(string field, string code)
        : this(field, code, ImmutableSortedDictionary<string, string>.Empty)
    {
    }

    /// <summary>The same error with one more value for its text.</summary>
    public FieldError With(string name, string value) => this with { Values = Values.SetItem(name, value) };
}

/// <summary>An expected refusal: a stable code, what the localised text needs, and the fields concerned.</summary>
public sealed record Error(
    ErrorKind Kind,
    string Code,
    ImmutableSortedDictionary<string, string> Values,
    ImmutableArray<FieldError> Fields)
{
    /// <summary>An error whose text needs no values.</summary>
    public Error(ErrorKind kind, string code)
        : this(kind, code, ImmutableSortedDictionary<string, string>.Empty, [])
    {
    }

    /// <summary>The same error with one more value for its text.</summary>
    public Error With(string name, string value) => this with { Values = Values.SetItem(name, value) };

    /// <summary>The same error with the fields it concerns.</summary>
    public Error For(IEnumerable<FieldError> fields) => this with { Fields = [.. fields] };
}
