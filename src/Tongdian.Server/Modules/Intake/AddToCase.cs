using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;

namespace Tongdian.Server.Modules.Intake;

/// <summary>The customer adds a document.</summary>
public sealed class AddToCase(StageFiles files)
{
    /// <summary>Add it.</summary>
    public CaseUse AddDocument(HandIn.FileRef document) => async access =>
        (await files.Take(access, [document], [], CancellationToken.None)).Failed(out var refused, out var taken)
            ? refused
            : new CaseWork(new AddDocument(taken.Files[0])) { With = taken.Rows };
}
