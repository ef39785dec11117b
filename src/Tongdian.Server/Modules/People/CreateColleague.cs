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

    public async Task<Result<Response>> Do(Request request, StaffMember by, CancellationToken cancel)
    {
        var faults = request.Colleague.Faults(await directory.Get(cancel)).ToList();
        if (request.Login.Length is 0 or > LongestLogin || !request.Login.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            faults.Insert(0, new FieldError("login", "staff.login-form"));
        if (faults.Count > 0)
            return AdministrationErrors.Invalid(faults);
        var user = new StaffUser
        {
            Id = Guid.CreateVersion7(), UserName = request.Login, DisplayName = "", WorkNumber = "", Roles = [], Departments = [], Regions = [], MustChangePassword = true,
        };
        var password = ColleagueDesk.NewPassword();
        return (await desk.Add(user, password, by, request.Colleague.WriteTo(user), cancel)).Failed(out var refused, out var id) ? refused : new Response(id, password);
    }
}
