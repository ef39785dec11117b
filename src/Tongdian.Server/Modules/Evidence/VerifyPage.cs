using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>Where anybody checks a receipt. The browser does it, and the server learns nothing.</summary>
internal static class VerifyPage
{
    public static IResult Show(HttpContext http, EvidenceSettings settings)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<Verify>(new { Policy = settings.PolicyText });
    }
}
