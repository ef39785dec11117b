using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Platform.Look;

/// <summary>An error as a page for people, where a program would get problem details.</summary>
public static class PageProblem
{
    /// <summary>Whether a browser asked for a page.</summary>
    public static bool WantsPage(HttpContext http) => !http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    /// <summary>The page for an error.</summary>
    public static IResult From(Error error, HttpContext http, string back = "/")
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<ErrorPage>(new { Wrong = PageFaults.Of(error), Back = back }) { StatusCode = Problem.Status(error) };
    }
}
