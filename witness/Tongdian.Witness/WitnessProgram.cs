using System.Text;
using Tongdian.Witness.Receipts;
using Tongdian.Witness.Vouching;

namespace Tongdian.Witness;

/// <summary>The two commands for people outside the company.</summary>
internal static class WitnessProgram
{
    private const string Usage = """
        ./run verify <证明文件 receipt> [--policy <信任策略 policy>]
        ./run witness [--name <名称 name>] [--data <文件夹 folder>] [--urls <地址 addresses>] --log <日志公钥 key of a log> [--log …]
        """;

    public static async Task<int> Main(string[] args)
    {
        Console.OutputEncoding = Encoding.UTF8;
        try
        {
            return args switch
            {
                ["verify", var file] => VerifyReceipt.Run(file, null, TimeProvider.System.GetUtcNow(), Console.Out),
                ["verify", var file, "--policy", var policy] => VerifyReceipt.Run(file, policy, TimeProvider.System.GetUtcNow(), Console.Out),
                ["witness", .. var rest] when WitnessOptions.Read(rest) is { } options => await WitnessServer.Run(options),
                _ => Explain(),
            };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 2;
        }
    }

    private static int Explain()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }
}
