using System.Net;
using Tongdian.Server.Platform.Cluster;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Cluster;

/// <summary>Where servers may speak with each other.</summary>
public sealed class PrivateAddressTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.3.4")]
    [InlineData("100.64.0.9")]
    [InlineData("169.254.1.1")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    public void A_private_network_is_one(string address)
    {
        Assert.True(PrivateAddress.Is(IPAddress.Parse(address)));
        Assert.Equal(IPAddress.Parse(address), PrivateAddress.Read(address));
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("192.169.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("2001:db8::1")]
    [InlineData("::ffff:8.8.8.8")]
    public void What_others_can_reach_is_none_and_is_refused_with_the_name_of_the_setting(string address)
    {
        Assert.False(PrivateAddress.Is(IPAddress.Parse(address)));
        Assert.Contains("Cluster:Address", Assert.Throws<FormatException>(() => PrivateAddress.Read(address)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_address_is_refused() =>
        Assert.Contains("not node-1", Assert.Throws<FormatException>(() => PrivateAddress.Read("node-1")).Message, StringComparison.Ordinal);
}
