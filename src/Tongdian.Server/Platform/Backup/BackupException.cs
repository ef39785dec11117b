namespace Tongdian.Server.Platform.Backup;

/// <summary>Why there is no backup, or nothing was restored, in words of both languages that say what to do.</summary>
internal sealed class BackupException(string chinese, string english) : Exception($"{chinese}\n{english}");
