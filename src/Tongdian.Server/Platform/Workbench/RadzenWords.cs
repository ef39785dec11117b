using System.Globalization;
using System.Resources;
using Radzen;

namespace Tongdian.Server.Platform.Workbench;

/// <summary>The component library's own words, in Chinese where we have them.</summary>
public sealed class RadzenWords : ILocalizer
{
    private static readonly ResourceManager Words = new("Tongdian.Server.Platform.Workbench.RadzenWords", typeof(RadzenWords).Assembly);

    /// <inheritdoc/>
    public string? Get(string key, CultureInfo culture) => culture.TwoLetterISOLanguageName == "zh" ? Words.GetString(key, CultureInfo.InvariantCulture) : null;
}
