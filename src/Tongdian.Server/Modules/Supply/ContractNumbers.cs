using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Supply;

/// <summary>Numbers of contracts: the company's code, the day, six digits; or what the clerk enters. No two cases have the same.</summary>
public sealed class ContractNumbers(IDbContextFactory<TongdianContext> contexts, CompanyCard company)
{
    /// <summary>A number that no case has, and the row that takes it.</summary>
    public async Task<(string Number, Action<WriteBatch> Row)> New(Guid caseId, DateOnly day, CancellationToken cancel)
    {
        while (true)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{company.Code}{day:yyyyMMdd}{RandomNumberGenerator.GetInt32(1_000_000):D6}");
            if (await Owner(number, cancel) is null)
                return (number, Row(number, caseId));
        }
    }

    /// <summary>The rows that take this number: none when the case has it already.</summary>
    public async Task<Result<Action<WriteBatch>[]>> Take(string number, Guid caseId, CancellationToken cancel)
    {
        if (await Owner(number, cancel) is not { } owner)
            return new[] { Row(number, caseId) };
        if (owner != caseId)
            return SupplyErrors.NumberTaken;
        return Array.Empty<Action<WriteBatch>>();
    }

    private async Task<Guid?> Owner(string number, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return (await context.Set<ContractNumber>().AsNoTracking().FirstOrDefaultAsync(c => c.Number == number, cancel))?.CaseId;
    }

    private static Action<WriteBatch> Row(string number, Guid caseId) => batch => batch.Insert("contract_numbers", ("number", number), ("case_id", caseId));
}
