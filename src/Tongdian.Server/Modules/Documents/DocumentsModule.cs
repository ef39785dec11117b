using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Documents;

/// <summary>The documents of the repository, readable where the program runs.</summary>
public static class DocumentsModule
{
    private const string Root = "/docs/";

    public static void AddDocuments(this IServiceCollection services) => services.AddSingleton<DocumentCatalog>();

    public static void MapDocuments(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Root + "{**path}", Show).RequireAuthorization(Policies.Anyone);

    private static IResult Show(string? path, HttpContext http, DocumentCatalog documents)
    {
        // Links between documents are relative, so a folder's address ends with a slash.
        var folder = http.Request.Path.Value!.EndsWith('/');
        var asked = path ?? "";
        if (!folder && documents.Find(asked.Length == 0 ? "" : asked + "/") is not null)
            return TypedResults.Redirect(asked.Length == 0 ? Root : $"{Root}{asked}/", permanent: true);
        if (documents.Picture(asked) is { } picture)
            return TypedResults.Bytes(picture, "image/png");
        var found = documents.Find(asked);
        http.Response.SetPageHeaders();
        return new RazorComponentResult<DocumentPage>(new { Document = found })
        {
            StatusCode = found is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
        };
    }
}
