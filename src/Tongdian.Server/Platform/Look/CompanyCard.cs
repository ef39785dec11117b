namespace Tongdian.Server.Platform.Look;

/// <summary>Who the customer is dealing with, from the settings <c>Company:Name</c> and <c>Company:Telephone</c>.</summary>
public sealed class CompanyCard(IConfiguration configuration)
{
    /// <summary>The company's name; null when none is set.</summary>
    public string? Name { get; } = configuration["Company:Name"] is { Length: > 0 } name ? name : null;

    /// <summary>Where a customer can call; the national electricity service line unless set.</summary>
    public string Telephone { get; } = configuration["Company:Telephone"] is { Length: > 0 } telephone ? telephone : "95598";
}
