using Tongdian.Domain;

namespace Tongdian.Server.Modules.Visits;

/// <summary>What can be refused about service notices.</summary>
internal static class VisitsErrors
{
    /// <summary>It was neither drawn nor typed.</summary>
    public static readonly Error NotSigned = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("signature", "signature.missing")]);
}
