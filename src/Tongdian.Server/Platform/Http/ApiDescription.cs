using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tongdian.Server.Platform.Access;

namespace Tongdian.Server.Platform.Http;

/// <summary>The OpenAPI 3.1 document: who may call what, the headers that every write and every case takes, and the one shape of errors.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = api => api.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "通电 Tongdian",
                Version = "v1",
                Description = "装表接电一站式服务 · One-stop power connection. 错误为 RFC 9457 problem details，code 稳定不变。Errors are RFC 9457 problem details with a stable code.",
            };
            document.Tags = document.Paths.Keys.Select(p => Area(p.TrimStart('/'))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(area => new OpenApiTag { Name = area }).ToHashSet();
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                ["staff"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "POST /api/v1/sessions" },
                ["accessCode"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Access-Code" },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var policy = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().LastOrDefault()?.Policy;
            var marks = context.Description.ActionDescriptor.EndpointMetadata;
            var (takesKey, keepsNoAnswer) = (context.Description.HttpMethod == "POST" && TakesKeyAttribute.On(marks), OncePerKey.On(marks));
            operation.Tags = new HashSet<OpenApiTagReference> { new(Area(context.Description.RelativePath ?? ""), context.Document) };
            operation.Parameters ??= [];
            if (takesKey)
            {
                operation.Parameters.Add(Header("Idempotency-Key", required: false, keepsNoAnswer
                    ? "同一键与同一内容只生效一次；再次发送答复 409 idempotency.done Same key and body: one effect; sent again it says 409 idempotency.done"
                    : "同一键与同一内容只生效一次 Same key and body: one effect, same answer"));
            }

            // Whoever only looks, or chooses, needs no version.
            var changes = takesKey && !keepsNoAnswer && !marks.OfType<FitsEveryVersion>().Any()
                && context.Description.RelativePath?.Contains("{number}", StringComparison.Ordinal) == true;
            if (changes)
                operation.Parameters.Add(Header("If-Match", required: true, "所依据的版本 The version you worked from, as in ETag"));
            if (policy != Policies.Anyone)
            {
                operation.Security = [.. Schemes(policy).Select(s => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(s, context.Document)] = [] })];
            }

            operation.Responses ??= [];
            operation.Responses["4XX"] = new OpenApiResponse { Description = "application/problem+json, with code and errors per field" };
            return Task.CompletedTask;
        });
    }

    private static IEnumerable<string> Schemes(string? policy) => policy == Policies.CaseParty ? ["staff", "accessCode"] : ["staff"];

    /// <summary>What a call is about: <c>cases</c>, <c>stages</c>, <c>processes</c>…</summary>
    private static string Area(string path) => path.Split('/') is ["api", _, "cases", "{number}", "stages", ..] ? "stages" : path.Split('/')[2];

    private static OpenApiParameter Header(string name, bool required, string description) => new()
    {
        Name = name, In = ParameterLocation.Header, Required = required, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
