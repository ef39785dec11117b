using Microsoft.Extensions.Configuration;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>Master keys for tests.</summary>
public static class Keys
{
    /// <summary>A master key made of one byte, the same in every run.</summary>
    public static MasterKey Master(byte filler = 7)
    {
        var key = new byte[MasterKey.Length];
        Array.Fill(key, filler);
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(MasterKey.Setting, Convert.ToBase64String(key))]).Build();
        return MasterKey.Load(settings, "unused");
    }
}
