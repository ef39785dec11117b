using System.Data.Common;
using Microsoft.AspNetCore.Connections;
using Tongdian.Server.Modules.Evidence.Chain;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Platform.Backup;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Processes;

namespace Tongdian.Server.Platform.Startup;

/// <summary>What whoever starts the platform can mend, in words. Everything else is a fault of the program and shows its trace.</summary>
internal static class StartProblem
{
    /// <summary>The words for a problem of this kind; null when it is of no known kind.</summary>
    public static string? Explain(Exception problem) => problem switch
    {
        ProcessFileException e => Say(
            "流程、消息模板或知识库文件有误，未启动。每行一处：文件:行: 规则: 说明", "The files of processes, messages or articles are wrong; nothing was started. One line each: file:line: rule: what", e.Message),
        ContractFileException e => Say("合同文本有误，未启动。每行一处：文件:行: 规则: 说明", "The texts of contracts are wrong; nothing was started. One line each: file:line: rule: what", e.Message),
        InvalidDataException e => Say("日历、地图或勘查参数文件有误，未启动。", "The files of calendars, maps or survey tables are wrong; nothing was started.", e.Message),
        UnusableMasterKeyException e => Say("主密钥不可用，未启动。", "The master key cannot be used; nothing was started.", e.Message),
        IOException { InnerException: AddressInUseException } e => Say(
            "地址已被占用，未启动。请停止占用它的程序，或用 --urls 换一个地址。",
            "The address is in use; nothing was started. Stop the program that has it, or choose another with --urls.", e.Message),
        IOException or UnauthorizedAccessException => Say("文件或文件夹无法读写，未启动。", "A file or folder cannot be read or written; nothing was started.", problem.Message),
        WrongSettingsException e => Say("设置有误，未启动。每行一处：设置名: 说明", "Settings are wrong; nothing was started. One line each: setting: what", e.Message),
        BackupException e => e.Message,
        FormatException e => Say("设置有误，未启动。", "A setting is wrong; nothing was started.", e.Message),
        LocalChainException e => Say("本机链不可用，未启动。", "There is no local chain; nothing was started.", e.Message),
        DbException e => Say("数据库无法使用，未启动。", "The database cannot be used; nothing was started.", (e.InnerException ?? e).Message),
        _ => null,
    };

    private static string Say(string chinese, string english, string details) =>
        $"{chinese}\n{english}\n{string.Join('\n', details.Split('\n').Select(line => "  " + line))}";
}
