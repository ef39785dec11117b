using System.Globalization;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.Field;

/// <summary>Ways in which what a device sends can be refused. The codes are public and never change.</summary>
public static class FieldErrors
{
    /// <summary>There is no such device, its secret is another, or its owner has to sign in on it anew.</summary>
    public static readonly Error DeviceUnknown = new Error(ErrorKind.Forbidden, "field.device-unknown").With("status", "401");

    /// <summary>The device is to forget everything.</summary>
    public static readonly Error DeviceWiped = new Error(ErrorKind.Forbidden, "field.device-wiped").With("status", "410");

    /// <summary>There is no such device to be wiped.</summary>
    public static readonly Error NoSuchDevice = new(ErrorKind.NotFound, "field.no-such-device");

    /// <summary>Nobody announced this upload, or somebody else did.</summary>
    public static readonly Error UploadUnknown = new(ErrorKind.NotFound, "field.upload-unknown");

    /// <summary>The same id was announced for another file.</summary>
    public static readonly Error UploadDiffers = new(ErrorKind.Conflict, "field.upload-differs");

    /// <summary>The whole has another hash than was announced: it has to be sent again.</summary>
    public static readonly Error HashDiffers = new(ErrorKind.Invalid, "field.hash-differs");

    /// <summary>Somebody else changed what was entered.</summary>
    public static readonly Error Conflict = new(ErrorKind.Conflict, "field.conflict");

    /// <summary>There is no such operation.</summary>
    public static readonly Error OperationUnknown = new(ErrorKind.Invalid, "field.operation-unknown");

    /// <summary>An earlier operation of the same case is not done yet.</summary>
    public static readonly Error Earlier = new(ErrorKind.Conflict, "field.earlier-first");

    /// <summary>The piece begins elsewhere than where the last one ended.</summary>
    public static Error Offset(long received) =>
        new Error(ErrorKind.Conflict, "field.offset").With("received", received.ToString(CultureInfo.InvariantCulture));

    /// <summary>A piece is longer than may be sent at once.</summary>
    public static Error PieceTooLong(int most) =>
        new Error(ErrorKind.Invalid, "field.piece-too-long").With("status", "413").With("max", most.ToString(CultureInfo.InvariantCulture));

    /// <summary>More operations than may be sent at once.</summary>
    public static Error TooMany(int most) =>
        new Error(ErrorKind.Invalid, "field.too-many-operations").With("max", most.ToString(CultureInfo.InvariantCulture));
}
