using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Tongdian.Server.Platform.Privacy;

/// <summary>Seals the keys of session tokens before they are stored: whoever reads the database cannot make a token.</summary>
public sealed class KeyRingSealer(MasterKey master) : IXmlEncryptor
{
    internal const string Label = "key-ring";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var cipher = Envelope.Seal(master.Derive(Label), plain, Label);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(cipher)), typeof(KeyRingOpener));
    }
}

/// <summary>Opens what <see cref="KeyRingSealer"/> sealed. Its full name is stored with every key: never rename it.</summary>
public sealed class KeyRingOpener(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var key = services.GetRequiredService<MasterKey>().Derive(KeyRingSealer.Label);
        return XElement.Parse(Encoding.UTF8.GetString(Envelope.Open(key, Convert.FromBase64String(encryptedElement.Value), KeyRingSealer.Label)));
    }
}
