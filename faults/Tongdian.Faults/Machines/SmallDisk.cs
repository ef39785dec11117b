using System.Globalization;

namespace Tongdian.Faults.Machines;

/// <summary>
/// A disk of our own that can be full: a tmpfs, whose size is brought down to what is used. It takes root. Whoever is not root gets a folder that is never full.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Size = "4g";
    private const int Spare = 16;
    private const int MostTries = 50;

    public SmallDisk(string folder, Guardian guardian)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        CanBeFull = Environment.IsPrivilegedProcess && Shell.Try("mount", "-t", "tmpfs", "-o", $"size={Size},mode=1777", "tongdian-faults", Folder);
        if (CanBeFull)
            guardian.Mounted(Folder);
    }

    public string Folder { get; }

    public bool CanBeFull { get; }

    /// <summary>A few KiB are left. What others write meanwhile makes a size too small, and then it is refused: so it is tried again.</summary>
    /// <returns>How many bytes are left.</returns>
    public long Fill()
    {
        for (var tries = 1; !Resize(string.Create(CultureInfo.InvariantCulture, $"{UsedKiB() + Spare}k")); tries++)
        {
            if (tries == MostTries)
                throw new InvalidOperationException("The disk was never full");
        }

        return new DriveInfo(Folder).TotalFreeSpace;
    }

    /// <summary>There is room again.</summary>
    public void Free()
    {
        if (!Resize(Size))
            throw new InvalidOperationException("The disk could not be made larger again");
    }

    public void Dispose()
    {
        if (CanBeFull)
            Shell.Try("umount", "-l", Folder);
    }

    private bool Resize(string size) => Shell.Try("mount", "-o", $"remount,size={size}", Folder);

    private long UsedKiB()
    {
        var disk = new DriveInfo(Folder);
        return (disk.TotalSize - disk.TotalFreeSpace) / 1024;
    }
}
