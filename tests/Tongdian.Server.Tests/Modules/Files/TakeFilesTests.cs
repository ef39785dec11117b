using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Files;

public sealed class TakeFilesTests : IAsyncLifetime
{
    private FilesApp app = null!;

    public async ValueTask InitializeAsync() => app = await FilesApp.Start();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Case_gets_the_file_under_the_key_of_its_person()
    {
        var photo = Photos.Jpeg(exif: new Exif(new DateTime(2026, 2, 28), "+08:00", 1, 2, "Maker", "M"));
        var file = (await app.Upload(photo)).Id;
        var before = await app.Row(file);
        var person = await app.TakeIntoNewCase(file);
        var after = await app.Row(file);
        Assert.Equal((person.Id, "meter-photo", null), (after.PersonId!.Value, after.Kind, after.ExpiresAt));
        Assert.NotNull(after.CaseId);
        Assert.NotEqual(before.WrappedKey, after.WrappedKey);
        Assert.NotEqual(before.DerivedWrappedKey, after.DerivedWrappedKey);
        Assert.Equal(photo, await app.Staff.GetByteArrayAsync($"/api/v1/files/{file}?original=true"));
        Assert.Equal("Maker M", app.Get<FileKeys>().Facts(after, app.Get<Vault>().OpenKey(person).Value)?.Camera);
    }

    [Fact]
    public async Task Same_case_may_name_its_file_again()
    {
        var file = (await app.Upload(Photos.Jpeg())).Id;
        var person = await app.TakeIntoNewCase(file);
        var row = await app.Row(file);
        var result = await Take(row.CaseId!.Value, app.Get<Vault>().OpenKey(person).Value, file, file);
        Assert.Equal(row.WrappedKey, result.Value.Single().WrappedKey);
    }

    [Fact]
    public async Task File_of_another_case_is_refused_and_nothing_is_changed()
    {
        var (taken, free) = ((await app.Upload(Photos.Jpeg())).Id, (await app.Upload(Photos.Png())).Id);
        await app.TakeIntoNewCase(taken);
        var error = (await Take(Guid.NewGuid(), app.Get<Vault>().NewPerson(app.Clock.GetUtcNow()).Key, free, taken)).Error;
        Assert.Equal(("file.taken", taken.ToString()), (error?.Code, error?.Values["file"]));
        Assert.Null((await app.Row(free)).CaseId);
    }

    [Fact]
    public async Task Unknown_and_expired_files_are_refused()
    {
        var person = app.Get<Vault>().NewPerson(app.Clock.GetUtcNow()).Key;
        Assert.Equal("file.unknown", (await Take(Guid.NewGuid(), person, Guid.NewGuid())).Error?.Code);
        var file = (await app.Upload(Photos.Jpeg())).Id;
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("file.unknown", (await Take(Guid.NewGuid(), person, file)).Error?.Code);
    }

    [Fact]
    public async Task Of_two_cases_that_take_one_file_at_once_one_wins()
    {
        var file = (await app.Upload(Photos.Jpeg())).Id;
        await app.With<TakeFiles, int>(async (slow, db) =>
        {
            var (person, key) = app.Get<Vault>().NewPerson(app.Clock.GetUtcNow());
            db.Add(person);
            _ = (await slow.Take([new(file, "identity")], Guid.NewGuid(), key, app.Clock.GetUtcNow(), default)).Value;
            var winner = await app.TakeIntoNewCase(file);
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync());
            Assert.Equal(winner.Id, (await app.Row(file)).PersonId);
            return 0;
        });
    }

    private Task<Result<IReadOnlyList<StoredFile>>> Take(Guid caseId, PersonKey person, params Guid[] files) =>
        app.With<TakeFiles, Result<IReadOnlyList<StoredFile>>>(async (take, db) =>
        {
            var result = await take.Take([.. files.Select(f => new FileClaim(f, "identity"))], caseId, person, app.Clock.GetUtcNow(), default);
            await db.SaveChangesAsync();
            return result;
        });
}
