using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Field;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Field;

/// <summary>Signing in once on a device, and taking that back.</summary>
public sealed class DeviceTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_device_opens_sessions_until_it_is_wiped_and_then_learns_why(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        Assert.Equal("422 request.invalid", (await (await server.As("surveyor")).Post("/api/v1/field/devices", new { name = " " })).Refusal);
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor", "张工的手机");
        server.Later(TimeSpan.FromDays(40));
        Assert.Equal(0, (await device.Work()).GetProperty("visits").GetArrayLength());

        // Whoever only knows the id opens nothing, and what is stored opens nothing either.
        Assert.Equal("401 field.device-unknown", (await server.Anyone.Post("/api/v1/field/sessions", new { device = device.Id, secret = "x" })).Refusal);
        var stored = await server.Stored(db => db.Set<FieldDevice>().SingleAsync());
        Assert.DoesNotContain(device.Secret, System.Text.Json.JsonSerializer.Serialize(stored), StringComparison.Ordinal);

        var session = await device.Session();
        Assert.Equal(403, (await session.Get("/api/v1/administration/devices")).Status);
        var admin = await server.As("administrator");
        var listed = Assert.Single((await admin.Get("/api/v1/administration/devices")).Expect(200).EnumerateArray());
        Assert.Equal("张工的手机", listed.GetProperty("name").GetString());
        foreach (var _ in new[] { 1, 2 })
            (await admin.Post($"/api/v1/administration/devices/{device.Id}/wipe")).Expect(200);
        Assert.Single(await server.Stored(db => db.Set<AdministrationEntry>().Where(e => e.Act == Acts.DeviceWiped).ToListAsync()));

        var refused = await device.Open();
        Assert.Equal("410 field.device-wiped", refused.Refusal);
        listed = Assert.Single((await admin.Get("/api/v1/administration/devices")).Expect(200).EnumerateArray());
        Assert.True(listed.TryGetProperty("wipedAt", out _));
        // The session that was open ends by itself soon.
        server.Later(TimeSpan.FromMinutes(16));
        Assert.Equal(401, (await session.Post("/api/v1/field/work", new { sentAt = server.Time.GetUtcNow() })).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_colleague_who_left_opens_nothing_and_loses_nothing(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var device = await FieldDeviceUnderTest.Enrol(server, "inspector");
        var id = (await server.Colleague("inspector")).Id;
        var admin = await server.As("administrator");
        (await admin.Post($"/api/v1/administration/staff/{id}/deactivate")).Expect(200);
        Assert.Equal("403 session.no-longer-in", (await device.Open()).Refusal);
        (await admin.Post($"/api/v1/administration/staff/{id}/reactivate")).Expect(200);
        // Back again they say once more who they are; the app keeps what it has.
        Assert.Equal("401 field.device-unknown", (await device.Open()).Refusal);
        server.ForgetSessions();
        (await (await FieldDeviceUnderTest.Enrol(server, "inspector")).Open()).Expect(201);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task After_another_password_or_second_factor_a_device_is_signed_in_on_anew(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (device, id) = (await FieldDeviceUnderTest.Enrol(server, "surveyor"), (await server.Colleague("surveyor")).Id);
        // One of before this was kept takes what counts at its next session.
        await server.Stored(db => db.Set<FieldDevice>().ExecuteUpdateAsync(d => d.SetProperty(x => x.Stamp, (string?)null)));
        (await device.Open()).Expect(201);
        (await device.Open()).Expect(201);

        (await (await server.As("administrator")).Post($"/api/v1/administration/staff/{id}/second-factor/reset")).Expect(200);
        Assert.Equal("401 field.device-unknown", (await device.Open()).Refusal);

        server.ForgetSessions();
        var anew = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        (await anew.Open()).Expect(201);
        (await server.Anyone.Post("/api/v1/sessions/password", new { user = "surveyor", password = TongdianServer.Password, newPassword = "My-own-password-1" })).Expect(204);
        Assert.Equal("401 field.device-unknown", (await anew.Open()).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_device_opens_nothing_while_its_owner_lacks_a_second_factor_that_is_required(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        FieldDeviceUnderTest device;
        await using (var before = await TongdianServer.Start(on))
            device = await FieldDeviceUnderTest.Enrol(before, "surveyor");
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Access:SecondFactor"] = "required" });

        Assert.Equal("403 session.second-factor-missing", (await device.At(server).Open()).Refusal);
    }
}
