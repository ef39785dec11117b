namespace Tongdian.Server.Modules.Files;

/// <summary>An object of the store: the original of a file or the copy derived from it.</summary>
public readonly record struct StoredObject(Guid File, bool Derived)
{
    /// <summary>Its name in every store.</summary>
    public override string ToString() => Derived ? $"{File:N}.view" : $"{File:N}";
}

/// <summary>Where bytes lie. It sees cipher text only.</summary>
public interface IFileStore
{
    /// <summary>Keeps the content of a file on this machine under its name. Afterwards it is there whole, or not at all.</summary>
    Task Keep(StoredObject name, string incoming, CancellationToken cancellation);

    /// <summary>The content; throws when it is not there, for nothing that has a row may be lost.</summary>
    Task<Stream> Open(StoredObject name, CancellationToken cancellation);

    /// <summary>Whether the content is there.</summary>
    Task<bool> Has(StoredObject name, CancellationToken cancellation);

    /// <summary>Removes the content, if it is there.</summary>
    Task Delete(StoredObject name, CancellationToken cancellation);
}
