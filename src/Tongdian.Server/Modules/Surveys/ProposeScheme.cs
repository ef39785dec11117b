using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Field;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>What the survey found out stands in the form of the scheme at once, as a proposal.</summary>
internal sealed class ProposeScheme(SiteSheets sheets, SurveyTableFile tables)
{
    /// <summary>Where a value comes from, as forms tell it.</summary>
    public const string Origin = "survey-report";

    public async Task<IReadOnlyDictionary<string, JsonElement>> For(CaseAccess access, StageDefinition stage, CancellationToken cancel)
    {
        if (stage.Id != SchemeStages.Scheme || !access.Actor.MayDo(stage)
            || access.Process.Stages.FirstOrDefault(s => s.Role == Roles.Surveyor && access.State.Stage(s.Id).Status == StageStatus.Completed) is not { } survey
            || Calculated.Of(await sheets.Read(access.State, survey.Id, cancel), tables.Tables).Result is not { } result)
            return ImmutableDictionary<string, JsonElement>.Empty;
        // Words of it go to the customer with the scheme.
        return Language.In(access.State.Language, () => SchemeProposal.Of(result, stage));
    }
}
