namespace Tongdian.Server.Platform.Cluster.Local;

/// <summary>nginx on this machine, with the configuration of <c>deploy/cluster/nginx</c>: only the addresses are others.</summary>
internal static class LocalProxy
{
    /// <summary>Where nginx is; null when it is not there.</summary>
    public static string? Program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Append("/usr/sbin")
        .Select(f => Path.Combine(f, "nginx")).FirstOrDefault(File.Exists);

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where its files are made.</param>
    /// <param name="at">Where it listens.</param>
    /// <param name="nodes">The servers behind it.</param>
    /// <param name="says">What is done with what it says.</param>
    /// <exception cref="LocalClusterException">It is not there.</exception>
    public static Companion Start(string folder, Uri at, IEnumerable<Uri> nodes, Action<string> says)
    {
        var program = Program ?? throw new LocalClusterException(
            "这台机器上没有 nginx。请安装（Debian：apt-get install nginx-light）。", "There is no nginx on this machine. Install it (Debian: apt-get install nginx-light).");
        return Companion.Start("QUIT", [program, "-p", folder, "-c", Write(folder, at, nodes), "-e", "stderr"], new Dictionary<string, string?>(StringComparer.Ordinal), says);
    }

    /// <summary>Writes the configuration.</summary>
    /// <returns>Its file.</returns>
    public static string Write(string folder, Uri at, IEnumerable<Uri> nodes)
    {
        var places = Path.Combine(folder, "tongdian");
        Directory.CreateDirectory(places);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "proxy", "tongdian.conf"), Path.Combine(folder, "tongdian.conf"), overwrite: true);
        File.WriteAllText(Path.Combine(places, "listen.conf"), $"listen {at.Host}:{at.Port};\naccess_log off;\n");
        File.WriteAllLines(Path.Combine(places, "nodes.conf"), nodes.Select(n => $"server {n.Host}:{n.Port} max_fails=0;"));
        var main = Path.Combine(folder, "nginx.conf");
        // Its workers do not change to another user, who could not write here.
        var user = Environment.IsPrivilegedProcess ? "user root;\n" : "";
        File.WriteAllText(main, $$"""
            {{user}}daemon off;
            worker_processes 2;
            pid {{folder}}/nginx.pid;
            error_log stderr warn;
            events { worker_connections 1024; }
            http {
                client_body_temp_path {{folder}}/body;
                proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi;
                scgi_temp_path {{folder}}/scgi;
                include {{folder}}/tongdian.conf;
            }
            """);
        return main;
    }
}
