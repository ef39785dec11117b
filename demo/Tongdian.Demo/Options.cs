namespace Tongdian.Demo;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Options(Uri? Url, bool Help)
{
    public const string Usage = """
        通电演示 Tongdian demo

        用法 Usage
          ./run demo                    在全新的数据库上启动平台,四种流程各办一件,从申请到送电归档
                                        start the platform on a fresh database and carry one case of each of the four
                                        processes from request to archive, through the public API only
          ./run demo --url <http://…>   使用已在运行的平台;岗位用户的密码由 Demo__Password 给出
                                        use a platform that runs already; Demo__Password is the password of its demo users
          ./run demo --help             本说明 this text

        设置(环境变量) Settings (environment)
          ConnectionStrings__Postgres   在该 PostgreSQL 上新建一个库,结束时删除
                                        make a database of its own on that PostgreSQL, and drop it at the end
          TMPDIR                        临时数据文件夹所在 where the temporary data folder is made

        退出码 Exit code
          0 四件全部归档,任何必填项都不能留空   all four archived, and nothing required could be left empty
          1 有不符之处,已说明               something went wrong, and it is said what
          2 参数有误                       the command line cannot be read
        """;

    /// <summary>Reads the command line; null when it cannot be understood.</summary>
    public static Options? Read(string[] args) => args switch
    {
        [] => new Options(null, false),
        ["-h" or "--help"] => new Options(null, true),
        ["--url", var text] when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" => new Options(url, false),
        _ => null,
    };
}
