using Tongdian.Domain;
using Tongdian.Server.Modules.Files;

namespace Tongdian.Server.Modules.Supply;

/// <summary>Keeps what this module makes as if it had been uploaded, and reads it back.</summary>
public sealed class ContractFiles(IServiceScopeFactory scopes)
{
    /// <summary>Into quarantine; a case takes it with its change. What comes again with the same key is kept once.</summary>
    internal async Task<Result<UploadedFile>> Keep(byte[] content, string uploader, CancellationToken cancel, string key = "")
    {
        await using var scope = scopes.CreateAsyncScope();
        using var stream = new MemoryStream(content);
        return await scope.ServiceProvider.GetRequiredService<UploadFile>().Keep(stream, uploader, key, cancel);
    }

    /// <summary>The scaled copy of a picture of a case.</summary>
    internal async Task<Result<byte[]>> Look(Guid caseId, Guid file, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReadFile>().Bytes(caseId, file, cancel, original: false);
    }

    /// <summary>A file of a case.</summary>
    internal async Task<Result<byte[]>> Read(Guid caseId, Guid file, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReadFile>().Bytes(caseId, file, cancel);
    }
}
