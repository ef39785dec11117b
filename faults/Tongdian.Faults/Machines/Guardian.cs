using System.Diagnostics;
using System.Globalization;

namespace Tongdian.Faults.Machines;

/// <summary>
/// A shell that outlives this program, if only for a moment: in whatever way this program ends, its input ends too, and then the shell ends the processes that were started
/// and are still there, with what they started, and takes the small disk away.
/// </summary>
internal sealed class Guardian : IAsyncDisposable
{
    private const string Script = """
        trap '' INT TERM HUP
        all=" " mounted=
        while read -r what value; do
          case $what in
            started) all="$all$value " ;;
            ended) all=$(printf '%s' "$all" | sed "s/ $value / /") ;;
            mounted) mounted=$value ;;
          esac
        done
        children() { sed -n "s/^\([0-9]*\) (.*) . $1 .*/\1/p" /proc/[0-9]*/stat; }
        everyone=
        for one in $all; do everyone="$everyone $one $(children "$one" 2>/dev/null)"; done
        kill -9 $everyone 2>/dev/null
        if [ -n "$mounted" ]; then sleep 0.2; umount -l "$mounted" 2>/dev/null; fi
        true
        """;

    private readonly Process shell;
    private readonly Lock saying = new();

    public Guardian()
    {
        shell = Process.Start(new ProcessStartInfo("sh", ["-c", Script]) { UseShellExecute = false, RedirectStandardInput = true })!;
        shell.StandardInput.AutoFlush = true;
    }

    public void Started(Process process) => Say("started", process.Id.ToString(CultureInfo.InvariantCulture));

    public void Ended(int process) => Say("ended", process.ToString(CultureInfo.InvariantCulture));

    public void Mounted(string folder) => Say("mounted", folder);

    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
    }

    private void Say(string what, string value)
    {
        lock (saying)
            shell.StandardInput.Write($"{what} {value}\n");
    }
}
