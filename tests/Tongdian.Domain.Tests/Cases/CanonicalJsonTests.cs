using System.Text;
using System.Text.Json;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b": 1, "a": 2 }""", """{"a":2,"b":1}""")]
    [InlineData("""{"ab":1,"a-b":1,"aB":1,"A":1}""", """{"A":1,"a-b":1,"aB":1,"ab":1}""")]
    [InlineData("""{"z":[{"y":1,"x":[ ]}],"a":{"c":null,"b":{ }}}""", """{"a":{"b":{},"c":null},"z":[{"x":[],"y":1}]}""")]
    [InlineData("""[3, 1, 2]""", """[3,1,2]""")]
    [InlineData("""{"城市":"北京","\u0061":"\u4e2d\u6587 <b>&'"}""", """{"a":"中文 <b>&'","城市":"北京"}""")]
    [InlineData("""["\/\u0022\n", true, false, null, 2.50]""", """["/\"\n",true,false,null,2.50]""")]
    public void The_same_value_has_one_spelling(string json, string canonical)
    {
        Assert.Equal(canonical, Text(json));
        Assert.Equal(canonical, Text(canonical));
        Assert.Equal(canonical, Text(CanonicalJson.Of(JsonElement.Parse(json)).GetRawText()));
    }

    [Fact]
    public void Another_value_has_another_spelling()
    {
        string[] values = ["1", "\"1\"", "[1]", "{}", "[]", "null", "\"\"", "false", """{"a":1}""", """{"a":2}""", """{"b":1}"""];

        Assert.Equal(values.Length, values.Select(Text).Distinct().Count());
    }

    private static string Text(string json) => Encoding.UTF8.GetString(CanonicalJson.Bytes(JsonElement.Parse(json)));
}
