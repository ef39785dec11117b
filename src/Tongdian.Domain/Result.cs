using System.Diagnostics.CodeAnalysis;

namespace Tongdian.Domain;

/// <summary>Either a value or the <see cref="Error"/> that says why there is none.</summary>
public readonly struct Result<T>
{
    private readonly T? value;

    private Result(T? value, Error? error)
    {
        this.value = value;
        Error = error;
    }

    /// <summary>The refusal, or null when there is a value.</summary>
    public Error? Error { get; }

    /// <summary>The value; asking a refusal for it is a programming error and throws <see cref="InvalidOperationException"/>.</summary>
    public T Value => Error is null ? value! : throw new InvalidOperationException($"No value: {Error.Code}");

    /// <summary>Takes the result apart.</summary>
    public bool Failed([NotNullWhen(true)] out Error? error, [NotNullWhen(false)] out T? result)
    {
        (error, result) = (Error, value);
        return error is not null;
    }

    /// <summary>A value is a result.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "A result is made by returning a value or an error.")]
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>An error is a result.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "A result is made by returning a value or an error.")]
    public static implicit operator Result<T>(Error error) => new(default, error);
}
