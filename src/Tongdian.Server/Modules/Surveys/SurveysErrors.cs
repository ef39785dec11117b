using Tongdian.Domain;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>Ways in which there is no report.</summary>
public static class SurveysErrors
{
    /// <summary>There is no report of this stage, or none yet that the asker may see.</summary>
    public static Error None(string stage) => new Error(ErrorKind.NotFound, "report.none").With("stage", stage);

    /// <summary>Nothing was entered that could be laid before the customer.</summary>
    public static Error Empty(string stage) => new Error(ErrorKind.Conflict, "report.empty").With("stage", stage);
}
