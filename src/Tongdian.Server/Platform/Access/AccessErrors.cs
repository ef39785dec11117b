using Tongdian.Domain;

namespace Tongdian.Server.Platform.Access;

/// <summary>Ways somebody is not let in, or worked from an older state.</summary>
public static class AccessErrors
{
    /// <summary>Nobody is signed in and no access code was sent.</summary>
    public static readonly Error SignInRequired = new Error(ErrorKind.Forbidden, "access.sign-in-required").With("status", "401");

    /// <summary>Signed in, but not allowed.</summary>
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "access.not-allowed");

    /// <summary>The token of a system does not have the scope of what it called.</summary>
    public static Error ScopeMissing(string scope) => new Error(ErrorKind.Forbidden, "access.scope-missing").With("scope", scope);

    /// <summary>No such case, or not one the caller may see.</summary>
    public static readonly Error CaseNotFound = new(ErrorKind.NotFound, "case.not-found");

    /// <summary>Number and code do not fit together; it is not said which is wrong.</summary>
    public static readonly Error WrongCode = new(ErrorKind.Forbidden, "access-code.wrong");

    /// <summary>The case was closed long ago.</summary>
    public static readonly Error CodeExpired = new(ErrorKind.Forbidden, "access-code.expired");

    /// <summary>Too many wrong codes.</summary>
    public static readonly Error TooManyWrongCodes =
        new Error(ErrorKind.Forbidden, "access-code.too-many").With("status", "429").With("retryAfter", "900");

    /// <summary>Too many requests.</summary>
    public static readonly Error TooManyRequests = new Error(ErrorKind.Forbidden, "request.too-many").With("status", "429");

    /// <summary>A change must say which version it was made from.</summary>
    public static readonly Error VersionRequired = new Error(ErrorKind.Invalid, "version.required").With("status", "428");

    /// <summary>The version is not readable.</summary>
    public static readonly Error VersionUnreadable = new Error(ErrorKind.Invalid, "version.unreadable").With("status", "400");

    /// <summary>Somebody else changed it first.</summary>
    public static readonly Error Stale = new(ErrorKind.Stale, "version.stale");

    /// <summary>Another case took one of the files at the same instant.</summary>
    public static readonly Error FileTaken = new(ErrorKind.Conflict, "file.taken");
}
