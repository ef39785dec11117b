using System.Globalization;
using System.Threading.RateLimiting;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Platform.Http;

/// <summary>How often one address may do what costs much or could be guessed. Numbers are settings under <c>RateLimits</c>.</summary>
public static class RateLimits
{
    /// <summary>Signing in.</summary>
    public const string Sessions = "sessions";

    /// <summary>Submitting an application.</summary>
    public const string Submissions = "submissions";

    /// <summary>Uploading a file.</summary>
    public const string Uploads = "uploads";

    /// <summary>Asking for a lost access code.</summary>
    public const string LostCodes = "lost-codes";

    internal static void AddRateLimits(this IServiceCollection services, IConfiguration configuration) => services.AddRateLimiter(o =>
    {
        // Also for whoever is signed in: with one password of their own nobody tries those of others faster.
        o.AddPolicy(Sessions, http => PerAddress(http, configuration.GetValue("RateLimits:SessionsPerMinute", 30)));
        o.AddPolicy(Submissions, http => PerMinute(http, configuration.GetValue("RateLimits:SubmissionsPerMinute", 60)));
        o.AddPolicy(Uploads, http => PerMinute(http, configuration.GetValue("RateLimits:UploadsPerMinute", 300)));
        o.AddPolicy(LostCodes, http => PerMinute(http, configuration.GetValue("RateLimits:LostCodesPerMinute", 5)));
        o.OnRejected = async (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            var seconds = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            var refused = AccessErrors.TooManyRequests.With("retryAfter", seconds);
            var http = context.HttpContext;
            await (PageProblem.WantsPage(http) ? PageProblem.From(refused, http, http.Request.Path) : Problem.From(refused)).ExecuteAsync(http);
        };
    });

    // Whoever is signed in is known and slowed down by nothing but work.
    private static RateLimitPartition<string> PerMinute(HttpContext http, int permits) => http.User.Identity?.IsAuthenticated == true
        ? RateLimitPartition.GetNoLimiter("")
        : PerAddress(http, permits);

    private static RateLimitPartition<string> PerAddress(HttpContext http, int permits) =>
        RateLimitPartition.GetSlidingWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0,
        });
}
