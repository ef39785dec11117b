namespace Tongdian.Server.Platform.Startup;

/// <summary>What a setting may be.</summary>
internal enum SettingKind
{
    /// <summary>Any words.</summary>
    Text = 1,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Switch,

    /// <summary>A whole number between two bounds.</summary>
    Whole,

    /// <summary>A number between two bounds.</summary>
    Number,

    /// <summary>A duration, <c>hh:mm:ss</c>.</summary>
    Duration,

    /// <summary>An address that begins with http:// or https://.</summary>
    Address,

    /// <summary>One of a few words.</summary>
    Choice,
}

/// <summary>A setting that the program reads.</summary>
/// <param name="Name">Its name; a last part <c>*</c> stands for any.</param>
/// <param name="Kind">What it may be.</param>
internal sealed record KnownSetting(string Name, SettingKind Kind)
{
    /// <summary>The smallest number.</summary>
    public double Least { get; init; }

    /// <summary>The largest number.</summary>
    public double Most { get; init; }

    /// <summary>The words to choose from.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whoever reads it can do harm: it is taken from the environment or a file, never from the command line, and never printed.</summary>
    public bool Secret { get; init; }
}

/// <summary>Every setting of the platform. What is not here is a slip of the pen and stops the start.</summary>
internal static class KnownSettings
{
    /// <summary>How the names begin that are nobody's but the platform's.</summary>
    public const string Prefix = "TONGDIAN_";

    private const double Day = 86_400;

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<KnownSetting> All =
    [
        Words("TONGDIAN_DATA"), Secret("TONGDIAN_MASTER_KEY"), Words("TONGDIAN_MASTER_KEY_FILE"), Words("TONGDIAN_ANVIL"), Secret("ConnectionStrings:Postgres"), Address("OTEL_EXPORTER_OTLP_ENDPOINT"),
        Switch("Demo:Enabled"), Secret("Demo:Password"), Switch("Demo:Cases"), Switch("Knowledge:Articles"),
        Whole("Files:MaxImageBytes", 1024, 1e9), Whole("Files:MaxPdfBytes", 1024, 1e9), Whole("Files:MaxMegapixels", 1, 1000), Whole("Files:MaxSide", 100, 100_000),
        Whole("Files:ViewSide", 100, 10_000), new("Files:Quarantine", SettingKind.Duration),
        Address("Files:S3:Endpoint"), Words("Files:S3:Bucket"), Words("Files:S3:AccessKey"), Secret("Files:S3:SecretKey"), Words("Files:S3:Region"),
        Choice("Photos:Release", "at-once", "by-hand"),
        Whole("RateLimits:SessionsPerMinute", 1, 1e6), Whole("RateLimits:SubmissionsPerMinute", 1, 1e6), Whole("RateLimits:UploadsPerMinute", 1, 1e6), Whole("RateLimits:LostCodesPerMinute", 1, 1e6),
        Switch("Cluster:Enabled"), Words("Cluster:Address"), Whole("Cluster:Port", 0, 65_535), Switch("Cluster:TakesPart"),
        Choice("Access:SecondFactor", "required", "offered", "off"), Words("Access:SecondFactorRoles"), Choice("Access:Systems", "on", "off"),
        Address("Access:SignOn:Authority"), Words("Access:SignOn:ClientId"), Secret("Access:SignOn:ClientSecret"), Words("Access:SignOn:NameClaim"),
        Words("Proxy:Known"), Number("Shutdown:DrainSeconds", 0, 3600), Number("Shutdown:RequestSeconds", 0, 3600),
        Number("Notices:LeaseSeconds", 0.1, Day), Number("Notices:LinkHours", 0.01, 8760), Words("Notices:Sign"), Words("Notices:QuietHours"), Secret("Notices:Receipts:Token"),
        Choice("Notices:Sms:Kind", "json", "aliyun"), Address("Notices:Sms:Url"), Secret("Notices:Sms:Token"), Secret("Notices:Sms:Secret"), Words("Notices:Sms:KeyId"), Secret("Notices:Sms:KeySecret"),
        Words("Notices:Sms:SignName"), Words("Notices:Sms:Region"), Words("Notices:Sms:OkField"), Words("Notices:Sms:OkValue"), Words("Notices:Sms:IdField"), Words("Notices:Sms:Fields:*"),
        Words("Notices:Sms:Extra:*"), Words("Notices:Sms:Templates:*"), Whole("Notices:Sms:AtOnce", 1, 10_000), Number("Notices:Sms:TimeoutSeconds", 0.1, 600),
        Words("Notices:Smtp:Host"), Whole("Notices:Smtp:Port", 1, 65_535), Words("Notices:Smtp:From"), Words("Notices:Smtp:User"), Secret("Notices:Smtp:Password"), Words("Notices:Smtp:Security"),
        Whole("Notices:Smtp:AtOnce", 1, 1000), Number("Notices:Smtp:TimeoutSeconds", 0.1, 600),
        Words("Notices:WeChat:AppId"), Secret("Notices:WeChat:AppSecret"), Words("Notices:WeChat:Templates:*"), Address("Notices:WeChat:Url"), Address("Notices:WeChat:AuthorizeUrl"),
        Whole("Notices:WeChat:AtOnce", 1, 1000),
        Words("Company:Name"), Words("Company:Telephone"), Words("Company:Code"), Address("Company:Address"),
        Number("Feedback:AskAfterMinutes", 0, 1e6), Number("Feedback:Days", 0, 3660),
        Number("Care:FollowUpDays", 0, 3660), Number("Care:AnswerDays", 0, 3660), Number("Care:TipDays", 0, 3660), Number("Care:GreetDays", 0, 3660),
        Number("Enquiries:AnswerHours", 0, 8760), Number("Enquiries:TakeOverMinutes", 0, 1e6), Number("Enquiries:RecoveryAnswerHours", 0, 8760), Number("Enquiries:RecoveryPlanHours", 0, 8760),
        Whole("Display:SecondsPerPage", 1, Day * 10),
        Address("Recognition:Vision:Url"), Secret("Recognition:Vision:Key"), Words("Recognition:Vision:Model"), Number("Recognition:Vision:Seconds", 1, 600),
        Words("Evidence:Origin"), Secret("Evidence:Key"), Words("Evidence:Witnesses"), Whole("Evidence:Needed", 0, 1000),
        Address("Evidence:Chain:Url"), Whole("Evidence:Chain:Id", 1, 9e15), Words("Evidence:Chain:Contract"), Words("Evidence:Chain:Account"), Address("Evidence:Chain:Signer"),
        Secret("Evidence:Chain:Key"), Words("Evidence:Chain:GasPrice"), Whole("Evidence:Chain:Seconds", 1, Day), Switch("Evidence:Chain:Local"),
        Whole("Health:FreeMegabytes", 0, 1e9), Number("Health:OutboxMinutes", 0.01, 1e6),
    ];

    /// <summary>The first parts of their names: whatever else is below them is checked.</summary>
    public static readonly IReadOnlySet<string> Sections =
        All.Where(s => s.Name.Contains(':', StringComparison.Ordinal)).Select(s => s.Name.Split(':')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names with the prefix that others read: the scripts, the service files, the tests. A server that finds them in its environment leaves them alone.</summary>
    public static readonly IReadOnlySet<string> OfTools = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "TONGDIAN_ADDRESS", "TONGDIAN_FIELD_RUNS", "TONGDIAN_FUZZ_REQUESTS", "TONGDIAN_SCREENSHOTS", "TONGDIAN_TEST_CHROMIUM", "TONGDIAN_TEST_POSTGRES", "TONGDIAN_TEST_SEED", "TONGDIAN_TRACE",
    };

    private static readonly Dictionary<string, KnownSetting> ByName = All.ToDictionary(s => s.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The setting of that name; null when there is none.</summary>
    public static KnownSetting? Find(string name) =>
        ByName.GetValueOrDefault(name) ?? (name.LastIndexOf(':') is > 0 and var last ? ByName.GetValueOrDefault(name[..last] + ":*") : null);

    private static KnownSetting Words(string name) => new(name, SettingKind.Text);

    private static KnownSetting Secret(string name) => new(name, SettingKind.Text) { Secret = true };

    private static KnownSetting Switch(string name) => new(name, SettingKind.Switch);

    private static KnownSetting Address(string name) => new(name, SettingKind.Address);

    private static KnownSetting Whole(string name, double least, double most) => new(name, SettingKind.Whole) { Least = least, Most = most };

    private static KnownSetting Number(string name, double least, double most) => new(name, SettingKind.Number) { Least = least, Most = most };

    private static KnownSetting Choice(string name, params string[] words) => new(name, SettingKind.Choice) { Choices = words };
}
