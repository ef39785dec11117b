using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;

namespace Tongdian.Server.Modules.Supply;

/// <summary>The stage of the supply contract: the same in every process that has one.</summary>
internal static class ContractStage
{
    /// <summary>Its id.</summary>
    public const string Id = "contract";

    /// <summary>The field with the number of the contract.</summary>
    public const string Number = "contractNumber";

    /// <summary>Kind of the file with the signed contract.</summary>
    public const string File = "contract";

    /// <summary>Kind of the file that lies there to be signed.</summary>
    public const string Offered = "contract-offered";

    /// <summary>The stage of a case.</summary>
    public static Result<StageDefinition> Of(CaseAccess access) =>
        access.Process.Stage(Id) is { } stage ? stage : CaseErrors.UnknownStage(Id);
}
