using System.Globalization;
using Microsoft.Extensions.Configuration.CommandLine;
using Npgsql;

namespace Tongdian.Server.Platform.Startup;

/// <summary>Settings that cannot be. Its message has a line for each, in both languages, with the name as it is written in the environment.</summary>
internal sealed class WrongSettingsException(IEnumerable<string> lines) : Exception(string.Join('\n', lines));

/// <summary>
/// Looks at all settings before anything else is done: a name that nobody reads, a value of the wrong kind, a secret where others can read it. Secrets come from the
/// environment, from a file that a setting with <c>__File</c> names, or from systemd's folder of credentials.
/// </summary>
internal static class SettingCheck
{
    /// <summary>How the setting ends that names the file of a secret.</summary>
    private const string File = ":File";

    // A section that is so near to one of ours was meant to be it.
    private const int Slip = 2;

    /// <summary>Reads secrets from files, and checks.</summary>
    /// <exception cref="WrongSettingsException">Something cannot be.</exception>
    public static void Prepare(ConfigurationManager configuration)
    {
        var wrong = OnCommandLine(configuration).ToList();
        // The name of a file says where the value is; the value itself is then a setting like any other.
        var files = KnownSettings.All.Where(s => s.Secret).Select(s => (s.Name, Path: configuration[s.Name + File])).Append((Name: "TONGDIAN_MASTER_KEY", Path: configuration["TONGDIAN_MASTER_KEY_FILE"]))
            .Where(f => !string.IsNullOrEmpty(f.Path)).ToList();
        var read = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, path) in files)
        {
            if (!string.IsNullOrEmpty(configuration[name]))
                wrong.Add(Line(name + File, "不能与同名设置一起使用", "cannot be given together with the setting itself"));
            else if (TryRead(path!) is { } value)
                read[name] = value;
            else
                wrong.Add(Line(name + File, $"文件 {path} 无法读取", $"the file {path} cannot be read"));
        }

        if (Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } credentials && Directory.Exists(credentials))
            configuration.AddKeyPerFile(credentials, optional: true);
        if (read.Count > 0)
            configuration.AddInMemoryCollection(read);
        wrong.AddRange(Wrong(configuration));
        if (wrong.Count > 0)
            throw new WrongSettingsException(wrong.Distinct(StringComparer.Ordinal));
    }

    /// <summary>What is wrong with the settings, one line each.</summary>
    public static IEnumerable<string> Wrong(IConfiguration configuration)
    {
        foreach (var (name, value) in configuration.AsEnumerable().Where(s => s.Value is not null).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (!IsOurs(name))
                continue;
            if (name.EndsWith(File, StringComparison.OrdinalIgnoreCase) && KnownSettings.Find(name[..^File.Length]) is { Secret: true })
                continue;
            if (KnownSettings.Find(name) is not { } known)
                yield return Unknown(name);
            else if (value!.Length > 0 && Fault(known, value) is var (chinese, english))
                yield return Line(name, chinese, english);
        }
    }

    // The environment is full of what is for others.
    private static bool IsOurs(string name)
    {
        var first = name.Split(':')[0];
        if (KnownSettings.Find(name) is not null || first.StartsWith(KnownSettings.Prefix, StringComparison.OrdinalIgnoreCase))
            return !KnownSettings.OfTools.Contains(name);
        return name.Contains(':', StringComparison.Ordinal) && KnownSettings.Sections.Any(s => Apart(s, first) <= Slip);
    }

    private static (string Chinese, string English)? Fault(KnownSetting setting, string value)
    {
        var given = setting.Secret ? "…" : value;
        return setting.Kind switch
        {
            SettingKind.Switch => bool.TryParse(value, out _) ? null : ($"应为 true 或 false，而不是 {given}", $"must be true or false, not {given}"),
            SettingKind.Whole => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole >= setting.Least && whole <= setting.Most
                ? null : ($"应为 {Bounds(setting)} 的整数，而不是 {given}", $"must be a whole number from {Bounds(setting, english: true)}, not {given}"),
            SettingKind.Number => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= setting.Least && number <= setting.Most
                ? null : ($"应为 {Bounds(setting)} 的数，而不是 {given}", $"must be a number from {Bounds(setting, english: true)}, not {given}"),
            SettingKind.Duration => TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero
                ? null : ($"应为时长，例如 01:00:00，而不是 {given}", $"must be a duration like 01:00:00, not {given}"),
            SettingKind.Address => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? null : ($"应为以 http:// 或 https:// 开头的地址，而不是 {given}", $"must be an address that begins with http:// or https://, not {given}"),
            SettingKind.Choice => setting.Choices.Contains(value)
                ? null : ($"应为 {string.Join(" 或 ", setting.Choices)}，而不是 {given}", $"must be {string.Join(" or ", setting.Choices)}, not {given}"),
            _ => null,
        };
    }

    private static string Bounds(KnownSetting setting, bool english = false) => string.Create(CultureInfo.InvariantCulture, $"{setting.Least:0.##} {(english ? "to" : "到")} {setting.Most:0.##}");

    // Who meant another name finds it faster when it is said.
    private static string Unknown(string name)
    {
        var near = KnownSettings.All.Where(s => !s.Name.EndsWith('*')).MinBy(s => Apart(s.Name, name))!.Name;
        return Apart(near, name) <= 3
            ? Line(name, $"没有这个设置；是不是 {Written(near)}？", $"there is no such setting; is it {Written(near)}?")
            : Line(name, "没有这个设置，见 docs/operate.md", "there is no such setting; see docs/operate.md");
    }

    // Everybody on the machine can read the command line of a program.
    private static IEnumerable<string> OnCommandLine(ConfigurationManager configuration)
    {
        foreach (var provider in ((IConfigurationRoot)configuration).Providers.OfType<CommandLineConfigurationProvider>())
        {
            foreach (var secret in KnownSettings.All.Where(s => s.Secret))
            {
                if (provider.TryGet(secret.Name, out var value) && !string.IsNullOrEmpty(value) && (secret.Name != "ConnectionStrings:Postgres" || HasPassword(value)))
                    yield return Line(secret.Name, "密码和密钥不能写在命令行上，请用环境变量或文件（…__File）", "a secret cannot be on the command line; use the environment or a file (…__File)");
            }
        }
    }

    private static bool HasPassword(string connectionString)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Password);
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static string? TryRead(string path)
    {
        try
        {
            return System.IO.File.ReadAllText(path).TrimEnd('\n', '\r');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Line(string name, string chinese, string english) => $"{Written(name)}: {chinese} / {english}";

    private static string Written(string name) => name.Replace(":", "__", StringComparison.Ordinal);

    private static int Apart(string one, string other) => Distance(one.ToUpperInvariant(), other.ToUpperInvariant());

    // Levenshtein's distance.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var before = row[0]++;
            for (var j = 1; j <= b.Length; j++)
                (before, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, before + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[b.Length];
    }
}
