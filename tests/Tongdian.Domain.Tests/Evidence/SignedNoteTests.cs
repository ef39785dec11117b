using CsCheck;
using Tongdian.Domain.Evidence;
using Xunit;

namespace Tongdian.Domain.Tests.Evidence;

/// <summary>The keys and notes are the examples of C2SP signed-note and of Go's sumdb/note (BSD licence).</summary>
public sealed class SignedNoteTests
{
    private const string Peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string PeterSecret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private const string Enoch = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
    private const string PeterLine = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private const string EnochLine = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
    private const string Text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";

    [Fact]
    public void The_example_of_the_specification_is_verified()
    {
        var key = VerifierKey.Read("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").Value;
        var note = SignedNote.Read(
            "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n").Value;
        Assert.Same(key, Assert.Single(note.Verify([key]).Value).Key);
    }

    [Fact]
    public void We_sign_what_others_sign()
    {
        var signer = NoteSigner.Read(PeterSecret).Value;
        Assert.Equal((Peter, PeterSecret), (signer.Key.ToString(), signer.SecretText()));
        Assert.Equal($"{Text}\n{PeterLine}", new SignedNote(Text, [signer.Sign(Text, Logs.Now)]).ToString());
    }

    [Fact]
    public void Unknown_keys_are_passed_over_and_a_known_one_that_did_not_sign_spoils_all()
    {
        var (peter, enoch) = (VerifierKey.Read(Peter).Value, VerifierKey.Read(Enoch).Value);
        var note = SignedNote.Read($"{Text}\n{PeterLine}{EnochLine}{PeterLine}").Value;
        Assert.Equal([peter], note.Verify([peter]).Value.Select(s => s.Key));
        Assert.Equal([peter, enoch], note.Verify([enoch, peter]).Value.Select(s => s.Key));
        Assert.Equal("evidence.unsigned", note.Verify([]).Error!.Code);
        Assert.Equal("evidence.unsigned", note.Verify([Logs.Log.Key]).Error!.Code);
        Assert.Equal("evidence.signature-wrong", (note with { Text = Text + "!\n" }).Verify([peter]).Error!.Code);
        var wrong = note.Signatures[1] with { Bytes = [.. note.Signatures[1].Bytes.Reverse()] };
        Assert.Equal("evidence.signature-wrong", note.With(wrong).Verify([peter, enoch]).Error!.Code);
        Assert.Equal([peter], note.With(wrong).Verify([peter]).Value.Select(s => s.Key));
    }

    [Theory]
    [InlineData(Text)]
    [InlineData(Text + "\n")]
    [InlineData(Text + "\n— PeterNeumann x08go/ZJ")]
    [InlineData("\u0001" + Text + "\n" + PeterLine)]
    [InlineData(Text + "\n— Bad Name x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZI=\n")]
    [InlineData(Text + "\n— a+b x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZI=\n")]
    [InlineData(Text + "\n- PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZI=\n")]
    [InlineData(Text + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZJ=\n")]
    [InlineData(Text + "\n— PeterNeumann x08g\n")]
    [InlineData(Text + "\n" + PeterLine + "Unexpected line.\n")]
    [InlineData("\n\n" + PeterLine)]
    [InlineData("")]
    public void Anything_else_is_no_note(string text) => Assert.Equal("evidence.note-form", SignedNote.Read(text).Error!.Code);

    [Fact]
    public void Too_many_signatures_and_bytes_that_are_no_text_are_refused()
    {
        Assert.NotNull(SignedNote.Read($"{Text}\n{string.Concat(Enumerable.Repeat(PeterLine, 101))}").Error);
        Assert.NotNull(SignedNote.Read((ReadOnlySpan<byte>)[0xff, .. System.Text.Encoding.UTF8.GetBytes($"{Text}\n{PeterLine}")]).Error);
        Assert.NotNull(SignedNote.Read($"\ud800{Text}\n{PeterLine}").Error);
        Assert.NotNull(SignedNote.Read(new string('a', SignedNote.MaxLength) + $"\n\n{PeterLine}").Error);
    }

    [Fact]
    public void No_other_spelling_of_a_key_is_a_key()
    {
        foreach (var text in new[] { Peter, Logs.WitnessSigner(1).Key.ToString(), Logs.Signer("a", SignatureType.Sm2, 3).Key.ToString() })
        {
            Assert.Equal(text, VerifierKey.Read(text).Value.ToString());
            Assert.All(Mangled(text), t => Assert.NotNull(VerifierKey.Read(t).Error));
        }

        Assert.All(Mangled(PeterSecret), t => Assert.NotNull(NoteSigner.Read(t).Error));
        Assert.NotNull(VerifierKey.Read("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==").Error);
        Assert.NotNull(VerifierKey.Read("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").Error);
    }

    [Fact]
    public void The_key_of_a_witness_in_the_world_is_read()
    {
        var key = VerifierKey.Read("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2").Value;
        Assert.Equal((SignatureType.Cosignature, 0xda77ade7u), (key.Type, key.Id));
    }

    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "r", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    public void Ed25519_is_that_of_RFC_8032(string secret, string key, string text, string signature)
    {
        var signer = NoteSigner.Make("a", SignatureType.Ed25519, Convert.FromHexString(secret)).Value;
        Assert.Equal(key, Convert.ToHexStringLower(signer.Key.Key.Span));
        Assert.Equal(signature, Convert.ToHexStringLower(signer.Sign(text, Logs.Now).Bytes));
    }

    [Fact]
    public void A_log_can_sign_with_SM2_beside_Ed25519()
    {
        var (log, sm2) = (Logs.Log, Logs.Signer(Logs.Origin, SignatureType.Sm2, 4));
        var note = SignedNote.Read(new Checkpoint(Logs.Origin, 1, Logs.Leaf(0)).Sign(Logs.Now, log, sm2).ToString()).Value;
        Assert.Equal([log.Key, sm2.Key], note.Verify([log.Key, sm2.Key]).Value.Select(s => s.Key));
        Assert.Equal([log.Key], note.Verify([log.Key]).Value.Select(s => s.Key));
        Assert.Equal("evidence.signature-wrong", (note with { Text = note.Text + "more\n" }).Verify([sm2.Key]).Error!.Code);
    }

    [Fact]
    public void SM2_verifies_the_example_of_the_standard()
    {
        // GB/T 32918.5-2017, annex A.2: "message digest" with the identity 1234567812345678.
        var signer = NoteSigner.Make("a", SignatureType.Sm2, Convert.FromHexString("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")).Value;
        Assert.Equal(
            "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13",
            Convert.ToHexString(signer.Key.Key.Span));
        var signature = Convert.FromHexString("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");
        Assert.True(signer.Key.Verifies("message digest", new NoteSignature("a", signer.Key.Id, signature), out _));
        Assert.False(signer.Key.Verifies("message digesu", new NoteSignature("a", signer.Key.Id, signature), out _));
    }

    [Fact]
    public void A_witness_signs_the_time_and_nobody_can_change_it()
    {
        const string line = "— test ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA==";
        Assert.Equal(1727964367L, System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(NoteSignature.Read(line)!.Bytes));

        var witness = Logs.WitnessSigner(1);
        var signature = witness.Sign(Text, Logs.Now);
        Assert.True(witness.Key.Verifies(Text, signature, out var time));
        Assert.Equal(Logs.Now, time);
        for (var bit = 0; bit < signature.Bytes.Length * 8; bit += 5)
        {
            var bytes = signature.Bytes.ToArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(witness.Key.Verifies(Text, signature with { Bytes = bytes }, out _));
        }
    }

    [Fact]
    public void A_name_is_a_word() => Gen.String[Gen.Char["ab+ \t\u00a0\u2003\n中.\ud800"], 0, 4].Sample(name =>
        Assert.Equal(name.Length > 0 && name.All(c => c is 'a' or 'b' or '中' or '.'), VerifierKey.IsName(name)));

    private static IEnumerable<string> Mangled(string text)
    {
        for (var from = 0; from < text.Length; from++)
        {
            yield return text[..from] + (char)(text[from] + 1) + text[(from + 1)..];
            for (var to = from + 1; to <= text.Length; to++)
            {
                if (to - from < text.Length)
                    yield return text[from..to];
            }
        }
    }
}
