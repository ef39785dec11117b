using Tongdian.Domain;

namespace Tongdian.Server.Platform.Privacy;

/// <summary>What can be in the way of reading personal data.</summary>
public static class PrivacyErrors
{
    /// <summary>The person has been erased; nothing of theirs can be read again.</summary>
    public static readonly Error Erased = new Error(ErrorKind.NotFound, "person.erased").With("status", "410");
}
