using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Tongdian.Domain.Notices;
using Tongdian.Server.Modules.Notices.Gateways;

namespace Tongdian.Server.Modules.Notices;

/// <summary>How messages go out, from the settings below <c>Notices</c> and <c>Company</c>. What cannot be is said at the start.</summary>
public sealed class NoticeSettings(IConfiguration configuration, IServiceProvider services)
{
    /// <summary>In front of a text to a telephone, so that its reader knows who writes.</summary>
    public string Sign { get; } = configuration["Notices:Sign"] is { Length: > 0 } sign ? sign : "通电";

    /// <summary>When nobody is disturbed without need: <c>22:00-08:00</c>, or <c>none</c>.</summary>
    public QuietHours Quiet { get; } = Hours(configuration["Notices:QuietHours"]);

    /// <summary>How long the link of a message opens its page.</summary>
    public TimeSpan LinkLasts { get; } = TimeSpan.FromHours(configuration.GetValue("Notices:LinkHours", 72.0));

    /// <summary>For how long whoever claimed a message has it. Whatever a provider does takes less.</summary>
    public TimeSpan Lease { get; } = Lasts(configuration);

    /// <summary>Where customers reach this platform: the setting <c>Company:Address</c>, or where it listens.</summary>
    public string Site => configuration["Company:Address"] is { Length: > 0 } address
        ? address.TrimEnd('/')
        : services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/') ?? "http://127.0.0.1:5080";

    private static QuietHours Hours(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return QuietHours.Night;
        if (text == "none")
            return new QuietHours(TimeOnly.MinValue, TimeOnly.MinValue);
        return text.Split('-') is [var from, var until] && Time(from) is { } begins && Time(until) is { } ends
            ? new QuietHours(begins, ends)
            : throw new FormatException($"Notices:QuietHours must be like 22:00-08:00, or none, not {text}");
    }

    private static TimeSpan Lasts(IConfiguration configuration)
    {
        var lease = configuration.GetValue("Notices:LeaseSeconds", 120.0);
        var patience = Math.Max(ProviderPatience.OverHttp(configuration).TotalSeconds, ProviderPatience.OfMail(configuration).TotalSeconds);
        // A mail server is waited for more than once: for the connection, for its name, for the mail.
        return lease >= patience * 4
            ? TimeSpan.FromSeconds(lease)
            : throw new FormatException($"Notices:LeaseSeconds must be at least four times as long as a provider is waited for, which is {patience} s, not {lease}");
    }

    private static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
