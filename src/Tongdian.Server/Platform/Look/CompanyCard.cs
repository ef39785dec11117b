namespace Tongdian.Server.Platform.Look;

/// <summary>Who the customer is dealing with, from the settings <c>Company:Name</c>, <c>Company:Telephone</c> and <c>Company:Code</c>.</summary>
public sealed class CompanyCard(IConfiguration configuration)
{
    /// <summary>The company's name; null when none is set.</summary>
    public string? Name { get; } = configuration["Company:Name"] is { Length: > 0 } name ? name : null;

    /// <summary>Where a customer can call; the national electricity service line unless set.</summary>
    public string Telephone { get; } = configuration["Company:Telephone"] is { Length: > 0 } telephone ? telephone : "95598";

    /// <summary>What numbers of contracts begin with.</summary>
    public string Code { get; } = configuration["Company:Code"] switch
    {
        null or "" => "TD",
        { Length: <= 12 } code when code.All(char.IsAsciiLetterOrDigit) => code,
        _ => throw new FormatException("Company:Code must be letters and digits, at most 12"),
    };
}
