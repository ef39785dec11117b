using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Platform.Access;

/// <summary>The policies, and how a refusal is answered. What names no policy is closed.</summary>
public static class AccessRules
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<AccessCodeGuard>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalWriter>();
        services.AddSingleton<IAuthorizationHandler, StaffRequirementHandler>();
        services.AddSingleton<IAuthorizationHandler, CasePartyHandler>();
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build())
            .AddPolicy(Policies.Anyone, p => p.RequireAssertion(_ => true))
            .AddPolicy(Policies.Staff, p => p.AddRequirements(new StaffRequirement()))
            .AddPolicy(Policies.CaseParty, p => p.AddRequirements(new CasePartyRequirement()))
            .AddPolicy(Policies.Steering, p => p.AddRequirements(new StaffRequirement(Roles.Coordinator, Roles.Manager)))
            .AddPolicy(Policies.Administration, p => p.AddRequirements(new StaffRequirement(Roles.Administrator)))
            .AddPolicy(Policies.Unmasking, p => p.AddRequirements(new StaffRequirement(
                Roles.CounterClerk, Roles.CustomerServiceAgent, Roles.Surveyor, Roles.ConstructionCrew, Roles.MeterInstaller, Roles.Coordinator,
                Roles.Manager, Roles.Auditor)))
            .AddPolicy(Policies.OnBehalf, p => p.AddRequirements(new StaffRequirement(Roles.CounterClerk, Roles.CustomerServiceAgent, Roles.Coordinator)))
            .AddPolicy(Policies.Opinions, p => p.AddRequirements(new StaffRequirement(Roles.CounterClerk, Roles.CustomerServiceAgent, Roles.Coordinator, Roles.Manager)))
            .AddPolicy(Policies.Outbox, p => p.AddRequirements(new StaffRequirement(Roles.Administrator, Roles.Coordinator)))
            .AddPolicy(Policies.EventLog, p => p.AddRequirements(new StaffRequirement(Roles.Manager, Roles.Auditor)))
            .AddPolicy(Policies.EvidenceLog, p => p.AddRequirements(new StaffRequirement(Roles.Auditor, Roles.Administrator)))
            .AddPolicy(Policies.Appraisal, p => p.AddRequirements(new StaffRequirement(Roles.Manager, Roles.Auditor)))
            .AddPolicy(Policies.PersonalData, p => p.AddRequirements(new StaffRequirement(Roles.Manager, Roles.Auditor)))
            .AddPolicy(Policies.Operations, p => p.RequireAssertion(c => c.Resource is HttpContext { Connection.RemoteIpAddress: var from, Request: var request }
                && (from is null || IPAddress.IsLoopback(from)) && !KnownProxies.WasHandedOn(request)));
    }
}

/// <summary>The caller is staff, or shows an access code. Whether the code is the case's, and the region the colleague's, is for <c>CaseDoor</c>.</summary>
public sealed class CasePartyRequirement : IAuthorizationRequirement;

internal sealed class CasePartyHandler(StaffAccess access) : AuthorizationHandler<CasePartyRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, CasePartyRequirement requirement)
    {
        if (context.Resource is HttpContext http
            && (http.Request.Headers.ContainsKey("X-Access-Code") || await access.Find(http.User, http.RequestAborted) is not null))
            context.Succeed(requirement);
    }
}

/// <summary>The caller is an active colleague; with roles: one who has one of them.</summary>
public sealed class StaffRequirement(params IReadOnlyList<string> roles) : IAuthorizationRequirement
{
    public IReadOnlyList<string> Roles { get; } = roles;
}

internal sealed class StaffRequirementHandler(StaffAccess access) : AuthorizationHandler<StaffRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, StaffRequirement requirement)
    {
        if (await access.Find(context.User, CancellationToken.None) is { } member
            && (requirement.Roles.Count == 0 || requirement.Roles.Any(r => member.Roles.Contains(r))))
        {
            if (context.Resource is HttpContext http)
                StaffAccess.Admit(http, member);
            context.Succeed(requirement);
        }
    }
}

/// <summary>A refusal is problem details like every other error.</summary>
internal sealed partial class RefusalWriter(StaffAccess access, ILogger<RefusalWriter> logger) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        // What is no route's endpoint only says so: no such path, not by this method, not in this media type.
        if (authorizeResult.Succeeded || context.GetEndpoint() is not RouteEndpoint)
        {
            await next(context);
            return;
        }

        var member = await access.Find(context.User, context.RequestAborted);
        var known = member is not null;
        if (member is not null)
            Refused(logger, member.Id, context.Request.Method, context.GetEndpoint()!.DisplayName ?? "");
        if (!known)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        var error = known ? AccessErrors.NotAllowed
            : context.User.FindFirst(SystemClaims.Missing) is { } missing ? AccessErrors.ScopeMissing(missing.Value)
            : AccessErrors.SignInRequired;
        var answer = !PageProblem.WantsPage(context)
            ? Problem.From(error)
            : known
                ? PageProblem.From(error, context, "/staff")
                : Results.LocalRedirect("/staff/sign-in" + QueryString.Create("to", context.Request.Path + context.Request.QueryString));
        await answer.ExecuteAsync(context);
    }

    [LoggerMessage(LogLevel.Warning, "{Staff} may not {Method} {Endpoint}")]
    private static partial void Refused(ILogger logger, string staff, string method, string endpoint);
}
