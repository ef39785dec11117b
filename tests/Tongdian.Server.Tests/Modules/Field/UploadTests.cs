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
    private static readonly byte[] Photo = Photos.Jpeg(1200, 900, new Exif(new DateTime(2026, 3, 2, 9, 0, 0), "+08:00", 40.3, 116.6, "Maker", "Phone"));

    [Theory, ClassData(typeof(Databases))]
    public async Task What_was_acknowledged_is_never_asked_for_again_and_the_whole_is_safe_only_with_its_hash(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        var id = Guid.CreateVersion7();

        Assert.Equal("404 field.upload-unknown", (await device.Piece(id, Photo, 0, 100)).Refusal);
        (await device.Announce(id, one, "survey", "site-overview", Photo)).Expect(200);
        Assert.Equal(5_000, (await device.Piece(id, Photo, 0, 5_000)).Expect(200).GetProperty("received").GetInt32());
        // A piece twice, a gap, and one of nothing: told where to go on, and nothing is in it twice.
        foreach (var (from, length) in new[] { (0, 5_000), (7_000, 100), (5_000, 0) })
        {
            var elsewhere = await device.Piece(id, Photo, from, length);
            Assert.Equal(("409 field.offset", 5_000), (elsewhere.Refusal, elsewhere.Json.GetProperty("received").GetInt32()));
        }

        Assert.Equal("413 field.piece-too-long", (await device.Piece(id, new byte[300_000], 5_000, 290_000)).Refusal);
        var again = (await device.Announce(id, one, "survey", "site-overview", Photo)).Expect(200);
        Assert.Equal((5_000, false), (again.GetProperty("received").GetInt32(), again.GetProperty("safe").GetBoolean()));
        Assert.Equal("409 field.upload-differs", (await device.Announce(id, one, "survey", "meter-position", Photo)).Refusal);

        var last = (await device.Piece(id, Photo, 5_000, Photo.Length)).Expect(200);
        Assert.Equal((true, FieldDeviceUnderTest.Hash(Photo)), (last.GetProperty("safe").GetBoolean(), last.GetProperty("sha256").GetString()));
        Assert.True((await device.Piece(id, Photo, 0, 100)).Expect(200).GetProperty("safe").GetBoolean());
        Assert.Empty(await server.Stored(db => db.Set<FieldPiece>().ToListAsync()));

        // It waits for weeks, for this case and for nobody else.
        server.Later(TimeSpan.FromDays(20));
        await server.Anyone.Upload();
        var other = await CaseUnderTest.Submit(server, Samples.Home());
        var surveyor = await server.As("surveyor");
        Assert.Contains("file.taken", (await other.Do(surveyor, "stages/survey/draft", new { files = new[] { new { kind = "site-overview", file = id } } })).Text, StringComparison.Ordinal);
        (await one.Do(surveyor, "stages/survey/draft", new { files = new[] { new { kind = "site-overview", file = id } } })).Expect(200);
        var kept = await surveyor.Get($"{one.Path}/files/{id}?original=true");
        Assert.Equal(FieldDeviceUnderTest.Hash(Photo), FieldDeviceUnderTest.Hash(kept.Bytes));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_was_damaged_or_is_no_picture_is_said_plainly(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");

        var damaged = Guid.CreateVersion7();
        (await device.Announce(damaged, one, "survey", "site-overview", Photo)).Expect(200);
        byte[] changed = [.. Photo];
        changed[^1] ^= 1;
        Assert.Equal("422 field.hash-differs", (await device.Piece(damaged, changed, 0, changed.Length)).Refusal);
        // From its beginning, and then it is.
        Assert.Equal(0, (await device.Announce(damaged, one, "survey", "site-overview", Photo)).Expect(200).GetProperty("received").GetInt32());
        Assert.True((await device.Piece(damaged, Photo, 0, Photo.Length)).Expect(200).GetProperty("safe").GetBoolean());

        var text = "HEIC, they say"u8.ToArray();
        var unfit = Guid.CreateVersion7();
        (await device.Announce(unfit, one, "survey", "site-overview", text)).Expect(200);
        foreach (var _ in new[] { 1, 2 })
            Assert.Equal("415 file.type-unknown", (await (_ == 1 ? device.Piece(unfit, text, 0, text.Length) : device.Announce(unfit, one, "survey", "site-overview", text))).Refusal);
        Assert.Equal("413 file.too-large", (await device.Announce(Guid.CreateVersion7(), one, "survey", "site-overview", new byte[60_000_000], FieldDeviceUnderTest.Hash(text))).Refusal);
        Assert.Equal(["kind: file.kind-unknown", "sha256: field.wrong-type", "stage: field.option"],
            (await device.Announce(Guid.CreateVersion7(), one, "nowhere", "No Code", text, "ff")).Fields);
        var stranger = await FieldDeviceUnderTest.Enrol(server, "inspector");
        Assert.Equal("404 field.upload-unknown", (await stranger.Announce(unfit, one, "survey", "site-overview", text)).Refusal);
    }

    /// <summary>The process dies after the row and before the content: what is sent again makes it good.</summary>
    [Theory, ClassData(typeof(Databases))]
    public async Task What_died_between_row_and_content_is_made_good_by_sending_again(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        var id = await device.Send(one, "survey", "site-overview", Photo);

        var store = server.Services.GetRequiredService<IFileStore>();
        foreach (var derived in new[] { false, true })
            await store.Delete(new StoredObject(id, derived), CancellationToken.None);
        await server.Stored(db => db.Set<FieldUpload>().ExecuteUpdateAsync(u => u.SetProperty(x => x.SafeAt, (DateTimeOffset?)null).SetProperty(x => x.Received, 0)));
        Assert.True((await device.Piece(id, Photo, 0, Photo.Length)).Expect(200).GetProperty("safe").GetBoolean());

        var surveyor = await server.As("surveyor");
        (await one.Do(surveyor, "stages/survey/draft", new { files = new[] { new { kind = "site-overview", file = id } } })).Expect(200);
        Assert.Equal(FieldDeviceUnderTest.Hash(Photo), FieldDeviceUnderTest.Hash((await surveyor.Get($"{one.Path}/files/{id}?original=true")).Bytes));
        Assert.Equal(200, (await surveyor.Get($"{one.Path}/files/{id}")).Status);
    }
}
