using System.Globalization;
using Tongdian.Domain;
using Tongdian.Server.Platform.Access;

namespace Tongdian.Server.Platform.Http;

/// <summary>The version that a program's change was made from, in <c>If-Match</c>.</summary>
internal static class IfMatch
{
    /// <summary>The version; or why it is not known.</summary>
    public static Result<int> Read(HttpContext http)
    {
        var header = http.Request.Headers.IfMatch.ToString().Trim();
        if (header.Length == 0)
            return AccessErrors.VersionRequired;
        return int.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : AccessErrors.VersionUnreadable;
    }
}

/// <summary>On an endpoint: what it adds fits every version, so none has to be named.</summary>
internal sealed class FitsEveryVersion;
