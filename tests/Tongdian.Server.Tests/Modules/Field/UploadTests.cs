using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Field;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Field;

/// <summary>Files that come in pieces, with anything happening between them.</summary>
public sealed class UploadTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Pieces_follow_one_another_none_is_taken_twice_and_the_whole_is_safe_with_its_hash(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        var (id, photo) = (Guid.CreateVersion7(), Photo());

        Assert.Equal("404 field.upload-unknown", (await device.Piece(id, photo, 0, 100)).Refusal);
        (await device.Announce(id, one, "survey", "site-overview", photo)).Expect(200);
        Assert.Equal(5_000, (await device.Piece(id, photo, 0, 5_000)).Expect(200).GetProperty("received").GetInt32());
        // A piece twice, a gap, and one of nothing: told where to go on, and nothing is in it twice.
        foreach (var (from, length) in new[] { (0, 5_000), (7_000, 100), (5_000, 0) })
        {
            var elsewhere = await device.Piece(id, photo, from, length);
            Assert.Equal(("409 field.offset", 5_000), (elsewhere.Refusal, elsewhere.Json.GetProperty("received").GetInt32()));
        }

        Assert.Equal("413 field.piece-too-long", (await device.Piece(id, new byte[300_000], 5_000, 290_000)).Refusal);
        Assert.Equal((5_000, false), Progress(await device.Announce(id, one, "survey", "site-overview", photo)));
        Assert.Equal("409 field.upload-differs", (await device.Announce(id, one, "survey", "meter-position", photo)).Refusal);

        var last = (await device.Piece(id, photo, 5_000, photo.Length)).Expect(200);
        Assert.Equal((true, FieldDeviceUnderTest.Hash(photo)), (last.GetProperty("safe").GetBoolean(), last.GetProperty("sha256").GetString()));
        Assert.True((await device.Piece(id, photo, 0, 100)).Expect(200).GetProperty("safe").GetBoolean());
        Assert.Empty(await server.Stored(db => db.Set<FieldPiece>().ToListAsync()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_safe_waits_for_weeks_for_its_own_case_and_for_no_other(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        var photo = Photo();
        var id = await (await FieldDeviceUnderTest.Enrol(server, "surveyor")).Send(one, "survey", "site-overview", photo);

        server.Later(TimeSpan.FromDays(20));
        await Sweep(server);

        Assert.Contains("file.taken", (await BringIn(server, other, id)).Text, StringComparison.Ordinal);
        (await BringIn(server, one, id)).Expect(200);
        Assert.Equal(FieldDeviceUnderTest.Hash(photo), await Kept(server, one, id));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_asked_for_again_waits_anew_and_what_was_thrown_away_is_received_again(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        var photo = Photo();
        var id = await device.Send(one, "survey", "site-overview", photo);

        // Forty days in all, and never more than thirty since the device asked.
        foreach (var _ in new[] { 1, 2 })
        {
            server.Later(TimeSpan.FromDays(20));
            await Sweep(server);
            Assert.Equal((photo.Length, true), Progress(await device.Announce(id, one, "survey", "site-overview", photo)));
        }

        server.Later(TimeSpan.FromDays(31));
        await Sweep(server);
        Assert.Equal((0, false), Progress(await device.Announce(id, one, "survey", "site-overview", photo)));
        Assert.Equal((photo.Length, true), Progress(await device.Piece(id, photo, 0, photo.Length)));
        (await BringIn(server, one, id)).Expect(200);
        Assert.Equal(FieldDeviceUnderTest.Hash(photo), await Kept(server, one, id));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_was_damaged_on_its_way_comes_again_from_its_beginning(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        var (id, photo, damaged) = (Guid.CreateVersion7(), Photo(), Photo());
        damaged[^1] ^= 1;

        (await device.Announce(id, one, "survey", "site-overview", photo)).Expect(200);
        Assert.Equal("422 field.hash-differs", (await device.Piece(id, damaged, 0, damaged.Length)).Refusal);
        Assert.Equal((0, false), Progress(await device.Announce(id, one, "survey", "site-overview", photo)));
        Assert.Equal((photo.Length, true), Progress(await device.Piece(id, photo, 0, photo.Length)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_can_never_be_kept_is_refused_with_the_reason(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        var (id, text) = (Guid.CreateVersion7(), "HEIC, they say"u8.ToArray());

        (await device.Announce(id, one, "survey", "site-overview", text)).Expect(200);
        Assert.Equal("415 file.type-unknown", (await device.Piece(id, text, 0, text.Length)).Refusal);
        Assert.Equal("415 file.type-unknown", (await device.Announce(id, one, "survey", "site-overview", text)).Refusal);
        Assert.Equal("413 file.too-large", (await device.Announce(Guid.CreateVersion7(), one, "survey", "site-overview", new byte[60_000_000], FieldDeviceUnderTest.Hash(text))).Refusal);
        Assert.Equal(["kind: file.kind-unknown", "sha256: field.wrong-type", "stage: field.option"],
            (await device.Announce(Guid.CreateVersion7(), one, "nowhere", "No Code", text, "ff")).Fields);
        // What it is shows when it is here, whatever a device calls it.
        var named = new { number = one.Number, stage = "survey", kind = "site-overview", sha256 = FieldDeviceUnderTest.Hash(text), bytes = text.Length, mediaType = "image/jpeg" };
        Assert.Equal("400 body.malformed", (await (await device.Session()).Put($"/api/v1/field/files/{Guid.CreateVersion7()}", named)).Refusal);
        var stranger = await FieldDeviceUnderTest.Enrol(server, "inspector");
        Assert.Equal("404 field.upload-unknown", (await stranger.Announce(id, one, "survey", "site-overview", text)).Refusal);
    }

    /// <summary>The process dies after the row and before the content: what is sent again makes it good.</summary>
    [Theory, ClassData(typeof(Databases))]
    public async Task What_died_between_row_and_content_is_made_good_by_sending_again(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        var photo = Photo();
        var id = await device.Send(one, "survey", "site-overview", photo);

        var store = server.Services.GetRequiredService<IFileStore>();
        foreach (var derived in new[] { false, true })
            await store.Delete(new StoredObject(id, derived), CancellationToken.None);
        await server.Stored(db => db.Set<FieldUpload>().ExecuteUpdateAsync(u => u.SetProperty(x => x.SafeAt, (DateTimeOffset?)null).SetProperty(x => x.Received, 0)));
        Assert.True((await device.Piece(id, photo, 0, photo.Length)).Expect(200).GetProperty("safe").GetBoolean());

        (await BringIn(server, one, id)).Expect(200);
        Assert.Equal(FieldDeviceUnderTest.Hash(photo), await Kept(server, one, id));
        Assert.Equal(200, (await (await server.As("surveyor")).Get($"{one.Path}/files/{id}")).Status);
    }

    private static byte[] Photo() => Photos.Jpeg(1200, 900, new Exif(new DateTime(2026, 3, 2, 9, 0, 0), "+08:00", 40.3, 116.6, "Maker", "Phone"));

    private static (int Received, bool Safe) Progress(Answer answer) => (answer.Expect(200).GetProperty("received").GetInt32(), answer.Json.GetProperty("safe").GetBoolean());

    // Every upload at the desk throws away a little of what nobody took in time.
    private static Task<Guid> Sweep(TongdianServer server) => server.Anyone.Upload();

    private static async Task<Answer> BringIn(TongdianServer server, CaseUnderTest one, Guid file) =>
        await one.Do(await server.As("surveyor"), "stages/survey/draft", new { files = new[] { new { kind = "site-overview", file } } });

    private static async Task<string> Kept(TongdianServer server, CaseUnderTest one, Guid file) =>
        FieldDeviceUnderTest.Hash((await (await server.As("surveyor")).Get($"{one.Path}/files/{file}?original=true")).Bytes);
}
