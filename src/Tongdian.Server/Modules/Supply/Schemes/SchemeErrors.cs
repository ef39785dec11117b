using System.Globalization;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.Supply.Schemes;

/// <summary>Ways in which a scheme cannot be shown or spoken of.</summary>
public static class SchemeErrors
{
    /// <summary>No scheme was handed in yet.</summary>
    public static readonly Error None = new(ErrorKind.NotFound, "scheme.none");

    /// <summary>There is no such version.</summary>
    public static readonly Error UnknownVersion = new(ErrorKind.NotFound, "scheme.version-unknown");

    /// <summary>Something is said of more parts than anybody reads.</summary>
    public static FieldError TooManyComments(int most) => new FieldError("comments", "comments.too-many").With("max", most.ToString(CultureInfo.InvariantCulture));
}
