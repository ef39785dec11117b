using System.Globalization;
using Tongdian.Faults.Injection;

namespace Tongdian.Faults;

/// <summary>Which database.</summary>
internal enum Database
{
    Sqlite,
    Postgres,
}

/// <summary>What is run.</summary>
internal sealed record Options
{
    public const string Usage = """
        用法 Usage
          ./run faults [--count N] [--database sqlite|postgres|both] [--seed S] [--nodes 1|2] [--clients N] [--only 故障 fault,fault] [--away 秒 seconds] [--server 程序 program]
              在有记录的负载下随机制造故障,再由独立的核对程序检查:已答复的一件不少,一件不重
              break things at random instants under a recorded load; then a program of its own checks that nothing acknowledged is lost or double
              --count     故障次数 how many faults (20)
              --database  默认两种都测 both databases unless one is named
              --seed      重复同一次的抽签 draws the same lots again
              --nodes     节点数,2 个只用于 PostgreSQL  nodes; two on PostgreSQL only
              --clients   客户端数 clients (6)
              --only      只做这些故障 only these faults: node-killed, database-killed, database-away, database-silent, database-cut, database-slow, line-cut,
                          line-slow, answer-lost, disk-full, memory-limit, clock-jump, provider-silent, provider-breaks-off
              --away      数据库离开的秒数 how long the database is away (a random time up to 3; the first time in a run of 100 or more: 60)
              --server    要测的程序,例如 dotnet publish 得到的 Tongdian.Server.dll  the program that is tried, as one that was published; otherwise the one built with this
          ./run faults --unsynced [--seed S]
              对照:关闭同步提交的 PostgreSQL 被杀死后必须查出丢失 control: PostgreSQL that does not sync is killed; the losses must be found
          ./run faults --prepare <文件夹 folder>
              不制造故障,留下一份可供核对的数据 no faults: leaves a database with its journals for the checker
          --keep <文件夹 folder>  保留数据、日志和记录,文件夹须为空 keeps data, logs and journals there; the folder must be empty
        退出码 Exit code: 0 核对无误 nothing found, 1 有问题 something was found, 2 用法不对 wrong usage
        """;

    private const int UsualCount = 20;

    public int Count { get; private init; } = UsualCount;

    public IReadOnlyList<Database> Databases { get; private init; } = [Database.Sqlite, Database.Postgres];

    public int Seed { get; private init; } = Random.Shared.Next();

    public int Nodes { get; private init; } = 1;

    public int Clients { get; private init; } = 6;

    public IReadOnlyList<string> Only { get; private init; } = [];

    public double? AwaySeconds { get; private init; }

    /// <summary>The platform's program; null: the one that was built with this.</summary>
    public string? Server { get; private init; }

    /// <summary>The control: the database does not sync, and the losses must be found.</summary>
    public bool Unsynced { get; private init; }

    /// <summary>No faults: a database for the checker's own test.</summary>
    public bool Prepare { get; private init; }

    /// <summary>Where everything is left; null: nothing is left.</summary>
    public string? Keep { get; private init; }

    public static Options? Read(string[] args)
    {
        var options = new Options();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--unsynced")
            {
                options = options with { Unsynced = true, Databases = [Database.Postgres] };
                continue;
            }

            if (i + 1 == args.Length)
                return null;
            var said = args[++i];
            var number = int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : -1;
            switch (args[i - 1])
            {
                case "--count" when number >= 0: options = options with { Count = number }; break;
                case "--seed" when number >= 0: options = options with { Seed = number }; break;
                case "--nodes" when number is 1 or 2: options = options with { Nodes = number }; break;
                case "--clients" when number > 0: options = options with { Clients = number }; break;
                case "--away" when number > 0: options = options with { AwaySeconds = number }; break;
                case "--only" when said.Split(',') is var only && Array.TrueForAll(only, Fault.IsKnown): options = options with { Only = only }; break;
                case "--database" when said == "sqlite": options = options with { Databases = [Database.Sqlite] }; break;
                case "--database" when said == "postgres": options = options with { Databases = [Database.Postgres] }; break;
                case "--database" when said == "both": break;
                case "--prepare": options = options with { Prepare = true, Keep = said, Count = 0, Databases = [Database.Sqlite] }; break;
                case "--server" when File.Exists(said): options = options with { Server = Path.GetFullPath(said) }; break;
                case "--keep": options = options with { Keep = said }; break;
                default: return null;
            }
        }

        return options.Nodes == 2 ? options with { Databases = [Database.Postgres] } : options;
    }
}
