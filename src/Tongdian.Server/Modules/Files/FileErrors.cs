using System.Globalization;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Files;

/// <summary>Every way in which a file can be refused. The codes are public and never change.</summary>
public static class FileErrors
{
    /// <summary>The request is no multipart form with a part named <c>file</c>.</summary>
    public static readonly Error NoFile = new(ErrorKind.Invalid, "file.missing");

    /// <summary>The form broke off or is not well formed; send it again.</summary>
    public static readonly Error Incomplete = new(ErrorKind.Invalid, "file.incomplete");

    /// <summary>The file has no content.</summary>
    public static readonly Error Empty = new(ErrorKind.Invalid, "file.empty");

    /// <summary>By its content it is neither JPEG, PNG nor PDF.</summary>
    public static readonly Error TypeUnknown = new Error(ErrorKind.Invalid, "file.type-unknown")
        .With("status", "415").With("accepted", "JPEG, PNG, PDF");

    /// <summary>The picture cannot be read to its end.</summary>
    public static readonly Error PictureDamaged = new(ErrorKind.Invalid, "file.picture-damaged");

    /// <summary>There is no such file, or none that may be seen.</summary>
    public static readonly Error NotFound = new(ErrorKind.NotFound, "file.not-found");

    /// <summary>The original is for staff only.</summary>
    public static readonly Error OriginalForStaff = new(ErrorKind.Forbidden, "file.original-for-staff");

    /// <summary>The same idempotency key came with another file before.</summary>
    public static readonly Error KeyReused = Idempotency.OtherRequest;

    /// <summary>More bytes than this type may have.</summary>
    public static Error TooLarge(long limit) => new Error(ErrorKind.Invalid, "file.too-large")
        .With("status", "413").With("limitMegabytes", (limit / 1024d / 1024d).ToString("0.##", CultureInfo.InvariantCulture));

    /// <summary>More pixels than can be handled.</summary>
    public static Error PictureTooLarge(FileSettings settings) => new Error(ErrorKind.Invalid, "file.picture-too-large")
        .With("maxSide", settings.MaxSide.ToString(CultureInfo.InvariantCulture))
        .With("maxMegapixels", settings.MaxMegapixels.ToString(CultureInfo.InvariantCulture));

    /// <summary>A file that a case wants is not there, or no longer.</summary>
    public static Error Unknown(Guid file) => new Error(ErrorKind.Invalid, "file.unknown").With("file", file.ToString());

    /// <summary>A file that a case wants belongs to another case.</summary>
    public static Error Taken(Guid file) => new Error(ErrorKind.Conflict, "file.taken").With("file", file.ToString());
}
