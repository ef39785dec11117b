using System.Text.Json;
using Tongdian.Server.Modules.Cases.Desk.Form;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases.Desk;

/// <summary>Two people fill in the same form.</summary>
public sealed class FormMergeTests
{
    [Fact]
    public void What_only_the_other_changed_is_taken_over_and_what_was_entered_here_stays()
    {
        var merge = FormMerge.Of(Values("a=1 b=1 c=1"), Values("a=2 b=1 c=1"), Values("a=1 b=3 c=1"));

        Assert.Equal("a=2 b=3 c=1", Told(merge));
        Assert.Equal(["b"], merge.Taken);
        Assert.Empty(merge.Both);
    }

    [Fact]
    public void What_both_changed_stays_as_entered_here_and_is_named()
    {
        var merge = FormMerge.Of(Values("a=1 b=1"), Values("a=2 b=5"), Values("a=3 b=5"));

        Assert.Equal("a=2 b=5", Told(merge));
        Assert.Equal(["a"], merge.Both);
        Assert.Empty(merge.Taken);
    }

    [Fact]
    public void Emptied_and_filled_are_changes_too()
    {
        Assert.Equal("b=1", Told(FormMerge.Of(Values("a=1"), Values(""), Values("a=1 b=1"))));
        Assert.Equal(["a"], FormMerge.Of(Values("a=1"), Values("a=2"), Values("")).Both);
        Assert.Equal(["a"], FormMerge.Of(Values("a=1"), Values("a=1"), Values("")).Taken);
    }

    private static Dictionary<string, JsonElement> Values(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(t => t[..1], t => JsonElement.Parse(t[2..]), StringComparer.Ordinal);

    private static string Told(FormMerge merge) => string.Join(' ', merge.Values.Select(v => $"{v.Key}={v.Value}"));
}
