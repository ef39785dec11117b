namespace Tongdian.Server.Modules.Notices.Desk;

/// <summary>Where a message is, in colour and sign.</summary>
internal static class MessageMarks
{
    public static string Tone(MessageState of) =>
        of switch { MessageState.Sent => "state-on-time", MessageState.Delivered => "state-done", MessageState.Failed => "state-late", _ => "state-paused" };

    public static string Sign(MessageState of) =>
        of switch { MessageState.Sent => "send", MessageState.Delivered => "circle-check", MessageState.Failed => "circle-x", _ => "hourglass" };
}
