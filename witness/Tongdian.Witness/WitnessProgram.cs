using System.Text;
using Tongdian.Witness.Receipts;
using Tongdian.Witness.Vouching;

namespace Tongdian.Witness;

/// <summary>The two commands for people outside the company.</summary>
internal static class WitnessProgram
{
    private const string Usage = """
        ./run verify <凭证、争议证据包或其文件夹 receipt, dispute file or its folder> [--policy <信任策略 policy>]
        ./run witness [--name <名称 name>] [--data <文件夹 folder>] [--urls <地址 addresses>] --log <日志公钥 key of a log> [--log …]
        """;

    public static async Task<int> Main(string[] args)
    {
        Console.OutputEncoding = Encoding.UTF8;
        try
        {
            return args switch
            {
                ["verify", var file] => Verify(file, null),
                ["verify", var file, "--policy", var policy] => Verify(file, policy),
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

    private static int Verify(string path, string? policy) => VerifyDisputeFile.Is(path)
        ? VerifyDisputeFile.Run(path, policy, TimeProvider.System.GetUtcNow(), Console.Out)
        : VerifyReceipt.Run(path, policy, TimeProvider.System.GetUtcNow(), Console.Out);

    private static int Explain()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }
}
