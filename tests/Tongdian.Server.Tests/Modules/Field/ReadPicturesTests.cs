using System.Text.Json;
using Tongdian.Server.Tests.Modules.Recognition;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Field;

/// <summary>What is written on a meter is read when its picture arrives, and the device gets it with its visits.</summary>
public sealed class ReadPicturesTests(PostgresServer postgres)
{
    private const string Stage = "construction";

    [Theory, ClassData(typeof(Databases))]
    public async Task The_number_of_a_meter_is_proposed_also_when_the_server_ended_before_it_was_read(Database database)
    {
        var plate = Plates.All[0];
        await using var on = await TestDatabase.Create(database, postgres);
        CaseUnderTest one;
        FieldDeviceUnderTest device;
        Guid picture;
        await using (var ended = await TongdianServer.Start(on))
        {
            one = await CaseUnderTest.Submit(ended, Samples.Home());
            await one.GoOn(Stage);
            (await one.Do(await one.DoerOf(Stage), $"stages/{Stage}/claim")).Expect(200);
            device = await FieldDeviceUnderTest.Enrol(ended, "construction-crew");
            // Its clock stands still: it does not look again before it ends.
            picture = await device.Send(one, Stage, "meter-photo", plate.Jpeg());
            Assert.Empty(await Readings(device, one));
        }

        await using var server = await TongdianServer.Start(on);
        var reading = await Read(device.At(server), one);

        Assert.Equal((picture, "nameplate"), (reading.GetProperty("file").GetGuid(), reading.GetProperty("kind").GetString()));
        var number = reading.GetProperty("values").GetProperty("number");
        Assert.Equal(plate.Number, number.GetProperty("value").GetString());
        Assert.InRange(number.GetProperty("confidence").GetDouble(), 0.5, 1);
    }

    // Nobody is told when it is done: a device asks for its visits again, as it does anyway.
    private static async Task<JsonElement> Read(FieldDeviceUnderTest device, CaseUnderTest one)
    {
        List<JsonElement> readings = [];
        await Patience.Until(async () => (readings = await Readings(device, one)).Count > 0);
        return Assert.Single(readings);
    }

    private static async Task<List<JsonElement>> Readings(FieldDeviceUnderTest device, CaseUnderTest one) =>
        [.. (await device.Visit(one, Stage)).GetProperty("readings").EnumerateArray()];
}
