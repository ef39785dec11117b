using Tongdian.Domain;

namespace Tongdian.Server.Modules.People;

/// <summary>Another system of the company gets a name and a secret, roles, regions and scopes: all of it in one commit.</summary>
public sealed class CreateSystem(CreateColleague create, SystemScopes scopes)
{
    /// <summary>Its name as a client, what is known of it as a colleague, and what it may call.</summary>
    public sealed record Request(string Login, ColleagueForm Colleague, IReadOnlyList<string> Scopes);

    /// <summary>Name and secret for its settings; the secret is shown this once.</summary>
    public sealed record Response(Guid Id, string ClientId, string ClientSecret, IReadOnlyList<string> Scopes);

    public async Task<Result<Response>> Do(Request request, StaffMember by, CancellationToken cancel) =>
        (await create.Make(new CreateColleague.Request(request.Login, request.Colleague), request.Scopes, scopes.Faults(request.Scopes), by, cancel)).Failed(out var refused, out var made)
            ? refused
            : new Response(made.Id, request.Login, made.Password, request.Scopes);
}
