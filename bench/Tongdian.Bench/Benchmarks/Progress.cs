using System.Text;
using Tongdian.Bench.Load;
using Tongdian.Bench.Scenes;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Bench.Benchmarks;

/// <summary>B4: customers look up where their case stands, by number and code; any case is as likely as any other. Then again with what they have.</summary>
internal static class Progress
{
    private const int Pool = 200_000;
    private const string Look = "GET a case";
    private const string LookAgain = "GET a case, If-None-Match";
    private const string OneRow = "bare one-row look-up";
    private const string State = "bare look-up of the state text";
    private const string Hello = "hello";

    public static async Task<IReadOnlyList<Finding>> Run(Bed bed)
    {
        Bed.Say($"{bed.Database.Name}: B4 progress");
        var codes = new AccessCode(MasterKey.Load(new ConfigurationBuilder().Build(), bed.Database.Settings["TONGDIAN_DATA"]));
        var cases = Enumerable.Range(0, Math.Min(Pool, bed.Options.Cases * 4)).Select(_ => Random.Shared.Next(bed.Options.Cases)).ToArray();
        var look = Array.ConvertAll(cases, c => Requests.Get($"/api/v1/cases/{Number(c)}", Code(c)));
        var again = Array.ConvertAll(cases, c => Requests.Get($"/api/v1/cases/{Number(c)}", Code(c), ("If-None-Match", $"\"{FilledCases.Version(c)}\"")));
        var oneRow = Array.ConvertAll(cases, c => Requests.Get($"/cases/{Number(c)}"));
        var state = Array.ConvertAll(cases, c => Requests.Get($"/cases/{Number(c)}/state"));
        byte[][] hello = [Requests.Get("/hello")];
        await Right();
        var runs = await Interleaved.Run(
            bed.Options, (OneRow, time => Ask(bed.Ceiling.Address, oneRow, 200, time)), (Look, time => Ask(bed.Product.Address, look, 200, time)),
            (State, time => Ask(bed.Ceiling.Address, state, 200, time)), (Hello, time => Ask(bed.Ceiling.Address, hello, 200, time)),
            (LookAgain, time => Ask(bed.Product.Address, again, 304, time)));
        return
        [
            runs.Compare("B4", Look, OneRow, new Bar(Ratio: 0.8)), runs.Compare("B4", Look, State), runs.Compare("B4", LookAgain, Hello, new Bar(Ratio: 0.6)),
            runs.Compare("B4", LookAgain, OneRow),
        ];

        Task<Measured> Ask(Uri server, byte[][] requests, int status, TimeSpan time) => Callers.OverHttp(
            server, bed.Options.Connections, time, async connection =>
            {
                var answer = await connection.Send(requests[Random.Shared.Next(requests.Length)]);
                return answer.Status == status ? true : throw new WrongCountException($"{answer.Status} instead of {status}: {answer.Text}");
            });

        // A fast answer about another case is no answer.
        async Task Right()
        {
            using var connection = await HttpConnection.Open(bed.Product.Address);
            for (var i = 0; i < Math.Min(1_000, cases.Length); i++)
            {
                var answer = await connection.Send(look[i]);
                if (answer.Body.Span.IndexOf(Encoding.ASCII.GetBytes($"\"number\":\"{Number(cases[i])}\"")) < 0)
                    throw new WrongCountException($"The answer about {Number(cases[i])} is {answer.Status} {answer.Text}");
            }
        }

        (string Name, string Value) Code(int index) => ("X-Access-Code", codes.For(FilledCases.Id(index)));
    }

    private static string Number(int index) => FilledCases.Number(index).Value;
}
