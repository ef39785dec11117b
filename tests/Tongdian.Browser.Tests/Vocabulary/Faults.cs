using Xunit;

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>What is wrong with a page, one text each, none of them cut short.</summary>
public static class Faults
{
    public static void None(IEnumerable<string> faults)
    {
        var all = string.Join('\n', faults);
        if (all.Length > 0)
            Assert.Fail(all);
    }
}
