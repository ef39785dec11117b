using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain.Cases;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>Numbers of meters and seals are found wherever forms have them.</summary>
public sealed class TiedNumbersTests
{
    [Fact]
    public void Every_shape_of_form_is_read_and_each_number_is_there_once() => Assert.Equal(
        [
            new(TiedKind.Meter, "AB12"), new(TiedKind.Meter, "C3"), new(TiedKind.Seal, "S1"), new(TiedKind.Seal, "S2"), new(TiedKind.Seal, "T9"),
        ],
        TiedNumbers.Of(Entry("""{"meterNumber": "ab 12", "meters": [{"meterNumber": "C3", "seals": "S1, s2"}, {"meterNumber": "AB12"}], "seals": [{"number": "T9"}, {"number": "S1"}]}""")));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"meterNumber": 12, "seals": "S1", "meters": [7, {"seals": 1}]}""")]
    [InlineData("""{"meterNumber": " - ", "seals": [{}]}""")]
    public void What_is_no_number_is_none(string fields) => Assert.Empty(TiedNumbers.Of(Entry(fields)));

    private static StageEntry Entry(string fields) =>
        StageEntry.Empty with { Fields = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(fields)!.ToImmutableSortedDictionary(StringComparer.Ordinal) };
}
