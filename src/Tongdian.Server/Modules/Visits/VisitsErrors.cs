using Tongdian.Domain;

namespace Tongdian.Server.Modules.Visits;

/// <summary>What can be refused about service notices.</summary>
internal static class VisitsErrors
{
    /// <summary>Nothing was drawn: a white picture is no signature.</summary>
    public static readonly Error NoStrokes = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("signature", "signature.no-strokes")]);

    /// <summary>The picture of a signature cannot be read.</summary>
    public static readonly Error NoPicture = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("signature", "signature.not-a-picture")]);

    /// <summary>It was neither drawn nor typed.</summary>
    public static readonly Error NotSigned = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("signature", "signature.missing")]);
}
