using System.Text.RegularExpressions;
using Tongdian.Server.Platform.Startup;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Docs;

/// <summary>Whoever runs a server finds in the documents what can be set.</summary>
public sealed class SettingTests
{
    private static readonly List<string> Lines = [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").SelectMany(File.ReadAllLines)];

    [Fact]
    public void Every_setting_is_in_the_documents()
    {
        Assert.True(KnownSettings.All.Count > 100, "The settings are not where they are looked for");
        Assert.Equal([], KnownSettings.All.Select(s => s.Name.Replace(":*", "", StringComparison.Ordinal).Replace(":", "__", StringComparison.Ordinal)).Where(n => !Lines.Exists(l => Names(l, n))).ToList());
    }

    [Theory]
    [InlineData("| `Notices__Smtp__Host`, `Port`, `From` | none | the mail server |", "Notices__Smtp__Port", true)]
    [InlineData("| `Notices__Sms__Templates__…` | none | |", "Notices__Sms__Templates", true)]
    [InlineData("| `Notices__Smtp__Host`, `Port` | none | the mail server |", "Cluster__Port", false)]
    [InlineData("| `Notices__Sms__Urls` | none | |", "Notices__Sms__Url", false)]
    [InlineData("`Port`", "Notices__Smtp__Port", false)]
    public void A_line_names_a_setting_whole_or_by_its_last_word_beside_one_of_its_section(string line, string setting, bool named) => Assert.Equal(named, Names(line, setting));

    private static bool Names(string line, string setting)
    {
        if (Regex.IsMatch(line, $@"\b{setting}(?![A-Za-z0-9])", RegexOptions.None, TimeSpan.FromSeconds(1)))
            return true;
        var (section, word) = setting.LastIndexOf("__", StringComparison.Ordinal) is > 0 and var last ? (setting[..last], setting[(last + 2)..]) : (setting, "");
        return word.Length > 0 && line.Contains($"`{section}__", StringComparison.Ordinal) && line.Contains($"`{word}`", StringComparison.Ordinal);
    }
}
