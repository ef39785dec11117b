using System.Text;
using Tongdian.Bench.Load;
using Tongdian.Bench.Scenes;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Bench.Benchmarks;

/// <summary>Requests of customers who look up where their case stands, by number and code; any case that was filled in is as likely as any other.</summary>
internal sealed class LookUps
{
    private const int Pool = 200_000;
    private const int Tried = 1_000;

    private readonly int[] cases;

    private LookUps(Bed bed)
    {
        var codes = new AccessCode(MasterKey.Load(new ConfigurationBuilder().Build(), bed.Database.Settings["TONGDIAN_DATA"]));
        cases = Enumerable.Range(0, Math.Min(Pool, bed.Filled.Cases * 4)).Select(_ => Random.Shared.Next(bed.Filled.Cases)).ToArray();
        First = Array.ConvertAll(cases, c => Requests.Get($"/api/v1/cases/{Number(c)}", Code(c)));
        Again = Array.ConvertAll(cases, c => Requests.Get($"/api/v1/cases/{Number(c)}", Code(c), ("If-None-Match", $"\"{FilledCases.Version(c)}\"")));
        OneRow = Array.ConvertAll(cases, c => Requests.Get($"/cases/{Number(c)}"));
        State = Array.ConvertAll(cases, c => Requests.Get($"/cases/{Number(c)}/state"));

        (string Name, string Value) Code(int index) => ("X-Access-Code", codes.For(FilledCases.Id(index)));
    }

    /// <summary>By customers who have nothing yet.</summary>
    public byte[][] First { get; }

    /// <summary>By customers who have what there is.</summary>
    public byte[][] Again { get; }

    /// <summary>For the ceiling: the row without its state.</summary>
    public byte[][] OneRow { get; }

    /// <summary>For the ceiling: the text of the state.</summary>
    public byte[][] State { get; }

    /// <summary>Makes them, and makes sure that the answers are about the cases that were asked about: a fast answer about another one is no answer.</summary>
    public static async Task<LookUps> Make(Bed bed)
    {
        var made = new LookUps(bed);
        using var connection = await HttpConnection.Open(bed.Product.Address);
        for (var i = 0; i < Math.Min(Tried, made.cases.Length); i++)
        {
            var answer = await connection.Send(made.First[i]);
            if (answer.Body.Span.IndexOf(Encoding.ASCII.GetBytes($"\"number\":\"{Number(made.cases[i])}\"")) < 0)
                throw new WrongCountException($"The answer about {Number(made.cases[i])} is {answer.Status} {answer.Text}");
        }

        return made;
    }

    /// <summary>Any of these, in a closed loop.</summary>
    public static Task<Measured> Ask(Bed bed, Uri server, byte[][] requests, int status, TimeSpan time) =>
        Callers.OverHttp(server, bed.Options.Connections, time, connection => One(connection, requests, status));

    /// <summary>Any one of these.</summary>
    public static async ValueTask<bool> One(HttpConnection connection, byte[][] requests, int status)
    {
        var answer = await connection.Send(requests[Random.Shared.Next(requests.Length)]);
        return answer.Status == status ? true : throw new WrongCountException($"{answer.Status} instead of {status}: {answer.Text}");
    }

    private static string Number(int index) => FilledCases.Number(index).Value;
}
