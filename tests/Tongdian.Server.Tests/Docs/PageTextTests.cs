using System.Collections;
using System.Globalization;
using System.Resources;
using Tongdian.Server.Resources;
using Xunit;

namespace Tongdian.Server.Tests.Docs;

public sealed class PageTextTests
{
    [Fact]
    public void Every_text_of_a_page_is_there_in_both_languages()
    {
        var texts = new ResourceManager("Tongdian.Server.Resources.Pages", typeof(PageTexts).Assembly);
        var chinese = Keys(CultureInfo.InvariantCulture);

        Assert.NotEmpty(chinese);
        Assert.Equal(chinese, Keys(CultureInfo.GetCultureInfo("en")));

        List<string> Keys(CultureInfo culture) =>
            [.. texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal)];
    }
}
