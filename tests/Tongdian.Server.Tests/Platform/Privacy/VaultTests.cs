using System.Security.Cryptography;
using System.Text;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Privacy;

public sealed class VaultTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly Vault vault = new(Keys.Master());

    [Fact]
    public void What_is_sealed_for_a_person_opens_again()
    {
        var (person, key) = vault.NewPerson(Now);
        var value = Vault.Seal(key, "party", "张伟", Now);
        Assert.Equal("张伟", Encoding.UTF8.GetString(vault.Open(person, value).Value));
        Assert.Equal((person.Id, "party", Now), (value.PersonId, value.Purpose, value.At));
    }

    [Fact]
    public void Sealing_twice_gives_two_different_ciphers()
    {
        var (_, key) = vault.NewPerson(Now);
        Assert.NotEqual(Vault.Seal(key, "party", "张伟", Now).Cipher, Vault.Seal(key, "party", "张伟", Now).Cipher);
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var (person, key) = vault.NewPerson(Now);
        var value = Vault.Seal(key, "party", "13800000000", Now);
        for (var at = 0; at < value.Cipher.Length; at++)
        {
            value.Cipher[at] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => vault.Open(person, value));
            value.Cipher[at] ^= 1;
        }
        Assert.Null(vault.Open(person, value).Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(27)]
    [InlineData(30)]
    public void Cut_off_value_is_noticed(int length)
    {
        var (person, key) = vault.NewPerson(Now);
        var whole = Vault.Seal(key, "party", "13800000000", Now);
        var cut = With(whole, whole.Cipher[..length], whole.Purpose, whole.PersonId);
        Assert.ThrowsAny<CryptographicException>(() => vault.Open(person, cut));
    }

    [Fact]
    public void Key_of_another_person_opens_nothing()
    {
        var (_, key) = vault.NewPerson(Now);
        var (other, _) = vault.NewPerson(Now);
        var value = Vault.Seal(key, "party", "张伟", Now);
        Assert.ThrowsAny<CryptographicException>(() => vault.Open(other, value));
    }

    [Fact]
    public void Value_cannot_be_passed_off_as_another_purpose()
    {
        var (person, key) = vault.NewPerson(Now);
        var value = Vault.Seal(key, "party", "张伟", Now);
        Assert.ThrowsAny<CryptographicException>(() => vault.Open(person, With(value, value.Cipher, "contract", value.PersonId)));
    }

    [Fact]
    public void Wrapped_key_cannot_be_moved_to_another_person()
    {
        var (person, _) = vault.NewPerson(Now);
        var thief = new Person { Id = Guid.NewGuid(), WrappedKey = person.WrappedKey, CreatedAt = Now };
        Assert.ThrowsAny<CryptographicException>(() => vault.OpenKey(thief));
    }

    [Fact]
    public void Another_master_key_opens_nothing()
    {
        var (person, _) = vault.NewPerson(Now);
        Assert.ThrowsAny<CryptographicException>(() => new Vault(Keys.Master(8)).OpenKey(person));
    }

    [Fact]
    public void Erased_person_stays_unreadable_and_says_so()
    {
        var (person, key) = vault.NewPerson(Now);
        var value = Vault.Seal(key, "party", "张伟", Now);
        Vault.Erase(person, Now);
        Vault.Erase(person, Now.AddDays(1));
        Assert.Equal("person.erased", vault.Open(person, value).Error?.Code);
        Assert.Equal(Now, person.ErasedAt);
        Assert.Empty(person.WrappedKey);
    }

    [Fact]
    public void Blind_index_is_equal_for_equal_values_of_one_field_only()
    {
        var hash = vault.BlindIndex("phone", "13800000000");
        Assert.Equal(16, hash.Length);
        Assert.Equal(hash, vault.BlindIndex("phone", "13800000000"));
        Assert.NotEqual(hash, vault.BlindIndex("phone", "13800000001"));
        Assert.NotEqual(hash, vault.BlindIndex("account", "13800000000"));
        Assert.NotEqual(hash, new Vault(Keys.Master(8)).BlindIndex("phone", "13800000000"));
    }

    private static SealedValue With(SealedValue value, byte[] cipher, string purpose, Guid personId) =>
        new() { Id = value.Id, PersonId = personId, Purpose = purpose, Cipher = cipher, At = value.At };
}
