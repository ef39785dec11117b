using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Privacy;

public sealed class AccessCodeTests
{
    private static readonly Guid Case = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");
    private readonly AccessCode codes = new(Keys.Master());

    [Fact]
    public void Code_has_eight_characters_that_nobody_mistakes()
    {
        var seen = Enumerable.Range(0, 500).SelectMany(_ => codes.For(Guid.NewGuid())).ToHashSet();
        Assert.Equal("23456789ABCDEFGHJKLMNPQRSTUVWXYZ", string.Concat(seen.Order()));
        Assert.Equal(8, codes.For(Case).Length);
    }

    [Fact]
    public void Code_of_a_case_never_changes() => Assert.Equal("3H6QZRMS", codes.For(Case));

    [Fact]
    public void Code_depends_on_the_case_and_on_the_master_key()
    {
        Assert.NotEqual(codes.For(Case), codes.For(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8058")));
        Assert.NotEqual(codes.For(Case), new AccessCode(Keys.Master(8)).For(Case));
    }

    [Fact]
    public void Code_is_known_in_any_writing()
    {
        var code = codes.For(Case);
        Assert.True(codes.Matches(Case, code));
        Assert.True(codes.Matches(Case, $" {code[..4].ToLowerInvariant()}-{code[4..]} "));
    }

    [Fact]
    public void Anything_else_is_refused()
    {
        var code = codes.For(Case);
        foreach (var wrong in new[] { null, "", "--", code[..7], code + "2", code[..7] + (code[7] == '2' ? '3' : '2'), new string('A', 100_000) })
            Assert.False(codes.Matches(Case, wrong));
        Assert.False(codes.Matches(Guid.NewGuid(), code));
    }
}
