using CsCheck;
using Tongdian.Domain.Survey;
using static Tongdian.Domain.Tests.Survey.Given;

namespace Tongdian.Domain.Tests.Survey;

/// <summary>Surveys by chance; also run in the runtime of the field app.</summary>
internal static class RandomSurveys
{
    public static readonly Gen<Appliance> Appliances = Gen.Select(
        Gen.OneOf(China.Demand.Kinds.Keys.ToArray()), Gen.Int[1, 40_000], Gen.Int[1, 20], Gen.OneOf(1, 1, 3),
        (kind, watts, count, phases) => new Appliance(kind, watts / 1000m, count, phases));

    /// <summary>Everything at once.</summary>
    public static readonly Gen<SurveyInput> Everything = Gen.Select(
        Appliances.Array[0, 6], Gen.Int[1, 400], Gen.Int[0, 300], Gen.OneOf("copper", "aluminium"), Gen.OneOf("B1", "C", "D1"),
        Gen.Int[0, 40], Gen.Int[0, 600], Gen.Double[-0.01, 0.01],
        (list, asked, metres, material, laying, celsius, kva, east) => new SurveyInput(
            Limit, new LoadInput([.. list], asked % 7 == 0 ? new HomesInput(asked, 95) : null, asked), new SupplyInput(),
            Line(metres, material, "xlpe", laying, celsius), new TransformerInput(400, kva), new FeederInput(10, 300, asked),
            new NameplateInput("DDZY1296", "220V"), new PhotoInput(new(0, 0), new(asked, 7), new(0, 0), new(9, metres + 1), "a4-long"),
            new TrackInput([new Fix(30, 120, 3, DateTimeOffset.UnixEpoch), new Fix(30.001, 120 + east, 4, DateTimeOffset.UnixEpoch.AddHours(1))]),
            new PositionInput(new Fix(30, 120 + east, 5, DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch.AddMinutes(1), 30, 120)));
}
