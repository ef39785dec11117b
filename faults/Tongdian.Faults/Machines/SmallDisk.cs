using System.Globalization;

namespace Tongdian.Faults.Machines;

/// <summary>
/// A disk of our own that can be full: a tmpfs, whose size is brought down to what is used. It takes root. Whoever is not root gets a folder that is never full.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Size = "4g";
    private const int Spare = 16;

    public SmallDisk(string folder, Guardian guardian)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        CanBeFull = Environment.IsPrivilegedProcess && Shell.Try("mount", "-t", "tmpfs", "-o", $"size={Size},mode=1777", "tongdian-faults", Folder);
        if (CanBeFull)
            guardian.Mounted(Folder);
    }

    public string Folder { get; }

    public bool CanBeFull { get; }

    /// <summary>A few KiB are left.</summary>
    public void Fill()
    {
        var disk = new DriveInfo(Folder);
        var used = (disk.TotalSize - disk.TotalFreeSpace) / 1024;
        Resize(string.Create(CultureInfo.InvariantCulture, $"{used + Spare}k"));
    }

    /// <summary>There is room again.</summary>
    public void Free() => Resize(Size);

    public void Dispose()
    {
        if (CanBeFull)
            Shell.Try("umount", "-l", Folder);
    }

    private void Resize(string size) => Shell.Try("mount", "-o", $"remount,size={size}", Folder);
}
