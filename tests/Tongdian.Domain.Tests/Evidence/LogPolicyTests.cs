using Tongdian.Domain.Evidence;
using Xunit;

namespace Tongdian.Domain.Tests.Evidence;

public sealed class LogPolicyTests
{
    private static readonly SignedNote Note = new Checkpoint(Logs.Origin, 1, Logs.Leaf(0)).Sign(Logs.Now, Logs.Log);

    [Theory]
    [InlineData(0, "", null)]
    [InlineData(1, "2", 0)]
    [InlineData(2, "1 3", 1)]
    [InlineData(2, "1 2 3", 1)]
    [InlineData(3, "3 2 1", 2)]
    public void Enough_witnesses_are_enough_and_say_since_when(int needed, string seen, int? minutes)
    {
        var found = Logs.Policy(3, needed).Check(Seen(seen), Logs.Now.AddHours(1)).Value;
        Assert.Equal(minutes is { } m ? Logs.Now.AddMinutes(m) : null, found.Since);
        Assert.Equal(seen.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => "w" + w), found.Sightings.Select(s => s.Witness.Name));
        Assert.Equal([Logs.Log.Key.ToString()], found.Logs.Select(k => k.ToString()));
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "2")]
    [InlineData(3, "1 2")]
    [InlineData(1, "4 5 6")]
    [InlineData(2, "1 1")]
    public void Too_few_or_strangers_are_not(int needed, string seen) =>
        Assert.Equal("evidence.quorum-missed", Logs.Policy(3, needed).Check(Seen(seen), Logs.Now.AddHours(1)).Error!.Code);

    [Fact]
    public void Witnesses_cannot_vouch_for_a_log_that_has_not_signed()
    {
        var note = Seen("1");
        Assert.Equal("evidence.unsigned", Logs.Policy(1, 1).Check(note with { Signatures = [note.Signatures[1]] }, Logs.Now).Error!.Code);
    }

    [Fact]
    public void A_log_that_is_not_listed_a_time_to_come_and_another_text_are_refused()
    {
        var other = Logs.Signer("other.example/log", SignatureType.Ed25519, 1);
        Assert.Equal("evidence.origin-unknown", Logs.Policy(0, 0).Check(new Checkpoint("other.example/log", 0, Merkle.Empty).Sign(Logs.Now, other), Logs.Now).Error!.Code);
        Assert.Equal("evidence.time-ahead", Logs.Policy(1, 1).Check(Seen("1"), Logs.Now.AddHours(-1)).Error!.Code);
        Assert.Equal("evidence.checkpoint-form", Logs.Policy(0, 0).Check(new SignedNote("hello\n", [Logs.Log.Sign("hello\n", Logs.Now)]), Logs.Now).Error!.Code);
    }

    [Fact]
    public void The_example_of_the_specification_asks_for_two_groups()
    {
        var policy = LogPolicy.Read($"""
            # Two houses, neither of which is enough.
            log {Logs.Log.Key} https://log.example/power

            witness X1 {Logs.WitnessSigner(1).Key}
            witness X2 {Logs.WitnessSigner(2).Key}
            witness X3 {Logs.WitnessSigner(3).Key} https://w3.example
            group X-witnesses 2 X1 X2 X3
              witness Y1 {Logs.WitnessSigner(4).Key}
            group Y-witnesses any Y1
            group X-and-Y all X-witnesses Y-witnesses
            quorum X-and-Y

            """).Value;
        Assert.Null(policy.Check(Seen("1 3 4"), Logs.Now.AddHours(1)).Error);
        Assert.Equal(Logs.Now.AddMinutes(2), policy.Check(Seen("1 3 4"), Logs.Now.AddHours(1)).Value.Since);
        Assert.NotNull(policy.Check(Seen("1 2 3"), Logs.Now.AddHours(1)).Error);
        Assert.NotNull(policy.Check(Seen("1 4"), Logs.Now.AddHours(1)).Error);
        Assert.Equal("https://w3.example", policy.Witnesses[2].Address);
        Assert.Equal("https://log.example/power", policy.Logs[0].Address);
    }

    [Theory]
    [InlineData("quorum none\nquorum none", 2)]
    [InlineData("quorum w1", 1)]
    [InlineData("", 1)]
    [InlineData("log nonsense\nquorum none", 1)]
    [InlineData("log W1\nquorum none", 1)]
    [InlineData("witness w1 LOG\nquorum none", 1)]
    [InlineData("witness w1 W1\nwitness w1 W2\nquorum none", 2)]
    [InlineData("witness w1 W1\nwitness w2 W1\nquorum none", 2)]
    [InlineData("witness none W1\nquorum none", 1)]
    [InlineData("log LOG\nlog LOG\nquorum none", 2)]
    [InlineData("witness w1 W1\ngroup g 2 w1\nquorum g", 2)]
    [InlineData("witness w1 W1\ngroup g 0 w1\nquorum g", 2)]
    [InlineData("witness w1 W1\ngroup g any w1 w1\nquorum g", 2)]
    [InlineData("witness w1 W1\ngroup g any none\nquorum g", 2)]
    [InlineData("witness w1 W1\ngroup g any w1\ngroup h any w1\nquorum g", 3)]
    [InlineData("group g any g\nquorum g", 1)]
    [InlineData("witness w1 W1\ngroup g any\nquorum g", 2)]
    [InlineData("quorum none extra", 1)]
    [InlineData("trust everybody\nquorum none", 1)]
    [InlineData("quorum none\r\n", 1)]
    public void A_policy_that_contradicts_itself_is_refused_with_its_line(string text, int line)
    {
        var error = LogPolicy.Read(text.Replace("LOG", Logs.Log.Key.ToString(), StringComparison.Ordinal)
            .Replace("W1", Logs.WitnessSigner(1).Key.ToString(), StringComparison.Ordinal).Replace("W2", Logs.WitnessSigner(2).Key.ToString(), StringComparison.Ordinal)).Error!;
        Assert.Equal(("evidence.policy-form", $"{line}"), (error.Code, error.Values["line"]));
    }

    private static SignedNote Seen(string witnesses) => witnesses.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select((w, i) => Logs.WitnessSigner(int.Parse(w, System.Globalization.CultureInfo.InvariantCulture)).Sign(Note.Text, Logs.Now.AddMinutes(i)))
        .Aggregate(Note, (note, signature) => note.With(signature));
}
