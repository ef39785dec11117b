using System.Text.RegularExpressions;

namespace Tongdian.Browser.Tests.Field;

/// <summary>
/// What the app says, in either language: a browser without windows speaks English whatever it is told, and what was chosen a moment before a kill may be
/// forgotten.
/// </summary>
internal static partial class PhoneWords
{
    /// <summary>The button that leads to the form.</summary>
    [GeneratedRegex("填写表单|继续填写|Fill in|Go on", RegexOptions.None, 1000)]
    public static partial Regex ToForm { get; }

    /// <summary>A visit of which everything was handed in.</summary>
    [GeneratedRegex("内容已收好|服务器已收到|已提交|Handed in|Everything is kept and goes out|The server has it", RegexOptions.None, 1000)]
    public static partial Regex HandedIn { get; }

    /// <summary>A field of the calculation.</summary>
    [GeneratedRegex("^申请容量|^Capacity asked for", RegexOptions.None, 1000)]
    public static partial Regex Asked { get; }

    /// <summary>What is entered is on the telephone.</summary>
    [GeneratedRegex("已存在本机|Kept on this device", RegexOptions.None, 1000)]
    public static partial Regex Kept { get; }

    /// <summary>Something has to be sent.</summary>
    [GeneratedRegex("待发送|to send", RegexOptions.None, 1000)]
    public static partial Regex Owed { get; }

    /// <summary>The button that sends at once.</summary>
    [GeneratedRegex("立即发送|Send now", RegexOptions.None, 1000)]
    public static partial Regex SendNow { get; }

    /// <summary>Nothing is owed any more.</summary>
    [GeneratedRegex("全部已送达|All sent", RegexOptions.None, 1000)]
    public static partial Regex AllArrived { get; }
}
