using Tongdian.Domain;

namespace Tongdian.Server.Modules.People;

/// <summary>Somebody joins the company.</summary>
public sealed class CreateColleague(ColleagueDesk desk, CompanyDirectory directory)
{
    private const int LongestLogin = 60;

    /// <summary>The name to sign in with, and what is known of the colleague.</summary>
    public sealed record Request(string Login, ColleagueForm Colleague);

    /// <summary>The password is shown this once and opens nothing but the change to one of their own.</summary>
    public sealed record Response(Guid Id, string Password);

    public Task<Result<Response>> Do(Request request, StaffMember by, CancellationToken cancel) => Make(request, null, [], by, cancel);

    /// <summary>The same for a system: its secret is used as it is.</summary>
    /// <param name="request">Its name, and what is known of it.</param>
    /// <param name="allowed">What it may call; null for people.</param>
    /// <param name="further">What else is wrong.</param>
    /// <param name="by">The administrator.</param>
    /// <param name="cancel">Nobody waits any more.</param>
    internal async Task<Result<Response>> Make(
        Request request, IReadOnlyList<string>? allowed, IEnumerable<FieldError> further, StaffMember by, CancellationToken cancel)
    {
        var faults = request.Colleague.Faults(await directory.Get(cancel), system: allowed is not null).Concat(further).ToList();
        if (request.Login.Length is 0 or > LongestLogin || !request.Login.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            faults.Insert(0, new FieldError("login", "staff.login-form"));
        if (faults.Count > 0)
            return AdministrationErrors.Invalid(faults);
        var user = new StaffUser
        {
            Id = Guid.CreateVersion7(), UserName = request.Login, DisplayName = "", WorkNumber = "", Roles = [], Departments = [], Regions = [],
            MustChangePassword = allowed is null,
        };
        var password = ColleagueDesk.NewPassword();
        var changes = request.Colleague.WriteTo(user).Append(Change.OfList("scopes", [], allowed ?? [])).ToList();
        return (await desk.Add(user, allowed, password, by, changes, cancel)).Failed(out var refused, out var id) ? refused : new Response(id, password);
    }
}
