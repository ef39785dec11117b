using CsCheck;
using Tongdian.Domain.Evidence;
using Xunit;

namespace Tongdian.Domain.Tests.Evidence;

public sealed class WitnessTests
{
    /// <summary>The example of C2SP tlog-witness.</summary>
    private const string Example = """
        old 20852014
        PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
        jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
        5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
        /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
        — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=

        """;

    private static readonly TileSet[] Trees = [.. Enumerable.Range(0, 41).Select(n => Logs.Tiles(n))];

    [Fact]
    public void The_example_of_the_specification_is_read_and_written()
    {
        var request = WitnessRequest.Read(Example).Value;
        Assert.Equal((20852014, 4, 20852163, 2), (request.Old, request.Proof.Length, request.Checkpoint.Size, request.Note.Signatures.Length));
        Assert.Equal(Example, request.ToString());
        Assert.Equal(404, WitnessDecision.For(request, [], SeenTree.Nothing).Status);
        Assert.Equal(403, WitnessDecision.For(request, [Logs.Log.Key], SeenTree.Nothing).Status);
    }

    [Theory]
    [InlineData("old 20852014\n", "old 020852014\n")]
    [InlineData("old 20852014\n", "old\n")]
    [InlineData("old 20852014\n", "Old 20852014\n")]
    [InlineData("old 20852014\n", "old 9223372036854775808\n")]
    [InlineData("pkaw=", "pkaw")]
    [InlineData("pkaw=", "pkax=")]
    [InlineData("/0=\n\n", "/0=\n")]
    [InlineData("20852163\n", "020852163\n")]
    [InlineData("20852163\n", "\n20852163\n")]
    public void Anything_else_is_refused(string here, string there) =>
        Assert.NotNull(WitnessRequest.Read(Example.Replace(here, there, StringComparison.Ordinal)).Error);

    [Fact]
    public void Every_honest_step_is_signed() => Gen.Int[0, 40].SelectMany(size => Gen.Select(Gen.Int[0, size], Gen.Const(size))).Sample((old, size) =>
        Assert.Equal(200, Answer(old, size, Seen(old)).Status), iter: 300);

    [Fact]
    public void Another_tree_of_the_same_size_a_proof_that_does_not_fit_and_a_fork_are_contradictions()
    {
        Assert.All(
            new[]
            {
                Answer(7, 7, new SeenTree(7, Logs.Leaf(7))),
                Answer(7, 20, new SeenTree(7, Logs.Leaf(7))),
                WitnessDecision.For(Request(7, 20) with { Proof = [] }, [Logs.Log.Key], Seen(7)),
                WitnessDecision.For(Request(7, 7) with { Proof = Request(7, 20).Proof }, [Logs.Log.Key], Seen(7)),
                WitnessDecision.For(Request(0, 20) with { Proof = Request(7, 20).Proof }, [Logs.Log.Key], SeenTree.Nothing),
                WitnessDecision.For(WitnessRequest.Make(0, [], new Checkpoint(Logs.Origin, 0, Logs.Leaf(1)).Sign(Logs.Now, Logs.Log)).Value, [Logs.Log.Key], SeenTree.Nothing),
            },
            answer => Assert.Equal((422, false, true), (answer.Status, answer.Signs, answer.IsContradiction)));
    }

    [Fact]
    public void Who_is_behind_is_told_what_was_seen_and_who_goes_back_is_refused()
    {
        Assert.Equal(new WitnessDecision(409, 9), Answer(7, 20, Seen(9)));
        Assert.Equal(new WitnessDecision(409, 9), Answer(0, 20, Seen(9)));
        Assert.Equal(new WitnessDecision(409, 20), Answer(9, 15, Seen(20)));
        Assert.Equal(400, WitnessDecision.For(Request(0, 7) with { Old = 8 }, [Logs.Log.Key], Seen(8)).Status);
    }

    [Fact]
    public void A_signature_that_is_wrong_is_forbidden_even_beside_one_that_is_right()
    {
        var request = Request(7, 20);
        var sm2 = Logs.Signer(Logs.Origin, SignatureType.Sm2, 9);
        var note = request.Note.With(sm2.Sign("another\n", Logs.Now));
        Assert.Equal(403, WitnessDecision.For(request with { Note = note }, [Logs.Log.Key, sm2.Key], Seen(7)).Status);
        Assert.Equal(200, WitnessDecision.For(request with { Note = note }, [Logs.Log.Key], Seen(7)).Status);
    }

    [Fact]
    public void What_the_witness_signs_is_what_the_policy_accepts()
    {
        var request = Request(7, 20);
        var answer = Logs.WitnessSigner(1).Sign(request.Note.Text, Logs.Now).Line + "\n";
        var note = request.Note.With(SignedNote.ReadLines(answer).Value.Single());
        Assert.Equal(20, Logs.Policy(1, 1).Check(note, Logs.Now).Value.Checkpoint.Size);
    }

    private static WitnessDecision Answer(int old, int size, SeenTree seen) => WitnessDecision.For(WitnessRequest.Read(Request(old, size).ToString()).Value, [Logs.Log.Key], seen);

    private static SeenTree Seen(int size) => new(size, Trees[size].Root().Value);

    private static WitnessRequest Request(int old, int size) =>
        WitnessRequest.Make(old, ConsistencyProof.Make(old, Trees[size]).Value, new Checkpoint(Logs.Origin, size, Trees[size].Root().Value).Sign(Logs.Now, Logs.Log)).Value;
}
