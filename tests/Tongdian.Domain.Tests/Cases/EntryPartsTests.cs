using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>What is different between two versions of a scheme, and what is said of its parts.</summary>
public sealed class EntryPartsTests
{
    private static readonly Gen<StageEntry> AnyEntry = Gen.Select(
        Gen.Dictionary(Gen.OneOf("a", "b", "c"), Gen.OneOf("1", "1.0", "2", "\"\"", "\"x\"", "null", "[]", "[{\"n\":1}]"))[0, 3],
        Gen.Select(Gen.OneOf("drawing", "plan"), Gen.OneOf("aa", "bb")).Array[0, 3]).Select((fields, files) => Entry(
            [.. fields.Select(f => (f.Key, f.Value))], [.. files.Select(f => (f.Item1, f.Item2))]));

    [Fact]
    public void A_part_is_told_with_what_it_was_and_what_it_is()
    {
        var before = Entry([("capacityKw", "60"), ("lineType", "\"cable\""), ("note", "\"as told\"")], [("drawing", "aa")]);
        var after = Entry([("capacityKw", "80"), ("lineType", "\"cable\""), ("protection", "\"63 A\"")], [("drawing", "bb")]);

        Assert.Equal(
            ["capacityKw 60→80", "note \"as told\"→", "protection →\"63 A\"", "files.drawing →"],
            EntryParts.Changes(before, after).Select(c => $"{c.Part} {c.Before?.GetRawText()}→{c.After?.GetRawText()}"));
    }

    [Fact]
    public void The_same_numbers_empty_values_and_the_same_drawing_uploaded_again_are_no_difference() => Assert.Empty(EntryParts.Changes(
        Entry([("capacityKw", "60"), ("note", "\" \"")], [("drawing", "aa"), ("drawing", "bb")]), Entry([("capacityKw", "60.0"), ("rows", "[{}]")], [("drawing", "bb"), ("drawing", "aa")])));

    [Fact]
    public void Nothing_differs_from_itself_and_the_way_back_tells_the_same_parts() => Gen.Select(AnyEntry, AnyEntry).Sample((one, other) =>
    {
        var (there, back) = (EntryParts.Changes(one, other), EntryParts.Changes(other, one));
        return EntryParts.Changes(one, one).IsEmpty && there.Length == back.Length
            && there.Zip(back).All(p => p.First.Part == p.Second.Part && p.First.Before?.GetRawText() == p.Second.After?.GetRawText());
    });

    [Fact]
    public void What_is_said_of_parts_stays_with_the_stage_until_it_hands_in_again()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("confirmation");
        var remarks = new PartRemarks(["constructionBy", "files.drawing"], new Guid(1, 2, 3, new byte[8]));

        story.Do(new SendBack("confirmation", "scheme") { Remarks = remarks }, Actor.Customer);

        Assert.Equal(remarks, story.At("scheme").Remarks);
        Assert.Equal(remarks, story.Last.OfType<StageSentBack>().Single().Remarks);
        Assert.Null(story.Complete("scheme").At("scheme").Remarks);
        Assert.Null(story.Do(new SendBack("confirmation", "scheme"), Actor.Customer, "再看看").At("scheme").Remarks);
    }

    [Fact]
    public void Nothing_said_at_all_and_something_said_of_what_is_not_there_are_refused()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("confirmation");
        var wrong = new SendBack("confirmation", "scheme") { Remarks = new PartRemarks(["constructionBy", "colour"], Guid.Empty) };

        Assert.Equal("case.reason-missing", story.Refused(new SendBack("confirmation", "scheme"), Actor.Customer, " "));
        Assert.Equal("case.reason-missing", story.Refused(new SendBack("confirmation", "scheme") { Remarks = new PartRemarks([], Guid.Empty) }, Actor.Customer));
        Assert.Equal(["comments.colour"], story.Try(wrong, Actor.Customer).Error!.Fields.Select(f => f.Field));
    }

    private static StageEntry Entry((string Field, string Json)[] fields, (string Kind, string Hash)[] files) => new(
        fields.ToImmutableSortedDictionary(f => f.Field, f => JsonDocument.Parse(f.Json).RootElement), null,
        [.. files.Select(f => new FileLink(f.Kind, Guid.Empty, "image/jpeg", f.Hash))], []);
}
