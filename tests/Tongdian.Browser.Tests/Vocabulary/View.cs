using Microsoft.Playwright;

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>How somebody looks at a page.</summary>
public enum View
{
    /// <summary>A small telephone, 360 × 740, by touch.</summary>
    Phone = 1,

    /// <summary>The same telephone in elderly mode: text at 150 %.</summary>
    Elderly = 2,

    /// <summary>A desk, 1440 × 900.</summary>
    Desk = 3,

    /// <summary>A tablet held wide, 1024 × 768, by touch.</summary>
    Tablet = 4,
}

/// <summary>What a browser is told about a view.</summary>
public static class Views
{
    public static BrowserNewContextOptions Context(this View view, string language, bool scripts) => new()
    {
        ViewportSize = view switch
        {
            View.Desk => new() { Width = 1440, Height = 900 },
            View.Tablet => new() { Width = 1024, Height = 768 },
            _ => new() { Width = 360, Height = 740 },
        },
        IsMobile = view is View.Phone or View.Elderly, HasTouch = view != View.Desk, Locale = language, TimezoneId = "Asia/Shanghai",
        JavaScriptEnabled = scripts, ReducedMotion = ReducedMotion.Reduce,
    };
}
