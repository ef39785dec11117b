using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Tongdian.Server.Platform.Http;

/// <summary>The language of the answer, chosen by <c>Accept-Language</c>: Chinese unless English was asked for.</summary>
public static class Language
{
    /// <summary>Chinese, the default.</summary>
    public const string Chinese = "zh-CN";

    /// <summary>English.</summary>
    public const string English = "en";

    /// <summary>Both, the default first.</summary>
    public static readonly string[] Supported = [Chinese, English];

    // The language chooses texts only: how the program itself compares and formats does not depend on who asks.
    internal static void Configure(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo(Chinese));
        options.SupportedCultures = [CultureInfo.InvariantCulture];
        options.AddSupportedUICultures(Supported);
        options.RequestCultureProviders = [new LanguageChoice(), new AcceptLanguageHeaderRequestCultureProvider()];
    }

    /// <summary>Whether this request is answered in English.</summary>
    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == English;

    /// <summary>Writes something in a language that need not be that of this request: a message to somebody else.</summary>
    public static T In<T>(string language, Func<T> write)
    {
        var own = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language.StartsWith(English, StringComparison.Ordinal) ? English : Chinese);
        try
        {
            return write();
        }
        finally
        {
            CultureInfo.CurrentUICulture = own;
        }
    }

    /// <summary>The code of this request's language.</summary>
    public static string Current => IsEnglish ? English : Chinese;
}
