using Tongdian.Domain;

namespace Tongdian.Server.Modules.PersonalData;

/// <summary>Why somebody's data are not copied or destroyed.</summary>
internal static class PersonalDataErrors
{
    /// <summary>There is no such case or enquiry in the colleague's regions.</summary>
    public static readonly Error Unknown = new(ErrorKind.NotFound, "personal-data.unknown");

    /// <summary>Something of the person is in a region of others.</summary>
    public static readonly Error OtherRegions = new(ErrorKind.Forbidden, "personal-data.other-regions");

    /// <summary>Something of the person is not closed.</summary>
    public static readonly Error Open = new(ErrorKind.Conflict, "personal-data.open");

    /// <summary>The person was erased before.</summary>
    public static readonly Error Gone = new Error(ErrorKind.NotFound, "person.erased").With("status", "410");

    /// <summary>There is no such request, or it was decided.</summary>
    public static readonly Error NotAsked = new(ErrorKind.Conflict, "personal-data.not-asked");

    /// <summary>Who asked cannot confirm.</summary>
    public static readonly Error SamePerson = new(ErrorKind.Forbidden, "personal-data.same-person");
}
