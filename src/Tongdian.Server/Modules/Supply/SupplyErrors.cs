using System.Globalization;
using Tongdian.Domain;
using Tongdian.Domain.Processes;

namespace Tongdian.Server.Modules.Supply;

/// <summary>Ways in which a contract cannot be made or signed.</summary>
public static class SupplyErrors
{
    /// <summary>There is no text of a contract for this process.</summary>
    public static Error NoTemplate(ProcessKey process) => new Error(ErrorKind.NotFound, "contract.no-template").With("process", process.Id);

    /// <summary>Another case has a contract with this number.</summary>
    public static readonly Error NumberTaken =
        new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("fields.contractNumber", "contract.number-taken")]);

    /// <summary>Neither a picture nor a typed name.</summary>
    public static readonly Error NotSigned = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("typedName", "signature.missing")]);

    /// <summary>It was not said that the contract was read.</summary>
    public static readonly Error NotRead = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("read", "contract.not-read")]);

    /// <summary>Nothing was drawn: a blank picture is no signature.</summary>
    public static readonly Error NoStrokes = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("signature", "signature.no-strokes")]);

    /// <summary>The picture of a signature cannot be read.</summary>
    public static readonly Error NoPicture = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("signature", "signature.not-a-picture")]);

    /// <summary>The typed name is not the customer's.</summary>
    public static readonly Error OtherName = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("typedName", "contract.other-name")]);

    /// <summary>No way is known on which a code could be sent.</summary>
    public static readonly Error CannotSend = new(ErrorKind.Conflict, "code.cannot-send");

    /// <summary>No code was made, or the last one has run out.</summary>
    public static readonly Error CodeExpired = Wrong("code.expired");

    /// <summary>The code was tried too often.</summary>
    public static readonly Error CodeUsedUp = Wrong("code.used-up");

    /// <summary>A code was made a moment ago.</summary>
    public static readonly Error CodeTooSoon = new Error(ErrorKind.Conflict, "code.too-soon").With("status", "429").With("retryAfter", "60");

    /// <summary>Many codes were made today.</summary>
    public static readonly Error TooManyCodes = new Error(ErrorKind.Conflict, "code.too-many").With("status", "429").With("retryAfter", "3600");

    /// <summary>It is another code.</summary>
    public static Error CodeWrong(int left) => new Error(ErrorKind.Invalid, "request.invalid")
        .For([new FieldError("code", "code.wrong").With("left", left.ToString(CultureInfo.InvariantCulture))]);

    private static Error Wrong(string code) => new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("code", code)]);
}
