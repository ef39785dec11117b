using System.Threading.RateLimiting;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;

namespace Tongdian.Server.Platform.Access;

/// <summary>Makes guessing codes hopeless: ten wrong ones for a case or enquiry, or fifty from one address, close the door for a quarter of an hour.</summary>
public sealed class AccessCodeGuard : IDisposable
{
    internal const int PerCase = 10;
    internal const int PerVisitor = 50;

    internal static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    private readonly PartitionedRateLimiter<string> cases = Limiter(PerCase);
    private readonly PartitionedRateLimiter<string> visitors = Limiter(PerVisitor);

    /// <summary>The refusal when there were too many wrong codes already; asking does not count.</summary>
    public Error? Blocks(string number, string visitor)
    {
        using var forCase = cases.AttemptAcquire(Key(number), 0);
        using var forVisitor = visitors.AttemptAcquire(visitor, 0);
        return forCase.IsAcquired && forVisitor.IsAcquired ? null : AccessErrors.TooManyWrongCodes;
    }

    /// <summary>What is said about a code that was compared. Many guesses at the same time get no more answers than one after the other.</summary>
    public Error? Judge(string number, string visitor, bool right)
    {
        if (right)
            return Blocks(number, visitor);
        using var forCase = cases.AttemptAcquire(Key(number));
        using var forVisitor = visitors.AttemptAcquire(visitor);
        return forCase.IsAcquired && forVisitor.IsAcquired ? AccessErrors.WrongCode : AccessErrors.TooManyWrongCodes;
    }

    public void Dispose()
    {
        cases.Dispose();
        visitors.Dispose();
    }

    // Spellings of one number are one case or enquiry; what cannot be a number is not worth a counter of its own.
    private static string Key(string number) => CaseNumber.TryParse(number, out var parsed) ? parsed.Value.Value
        : EnquiryNumber.TryParse(number, out var asked) ? asked.Value.Value : "";

    private static PartitionedRateLimiter<string> Limiter(int tries) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = tries, Window = Pause, QueueLimit = 0 }));
}
