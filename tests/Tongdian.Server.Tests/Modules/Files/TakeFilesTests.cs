using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Storage;
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
        var (caseId, person, key) = await app.TakeIntoNewCase(file);
        var after = await app.Row(file);
        Assert.Equal((caseId, person.Id, "meter-photo", null), (after.CaseId!.Value, after.PersonId!.Value, after.Kind, after.ExpiresAt));
        Assert.NotEqual(before.WrappedKey, after.WrappedKey);
        Assert.NotEqual(before.DerivedWrappedKey, after.DerivedWrappedKey);
        Assert.Equal(photo, await app.Anyone.GetByteArrayAsync($"/read/{caseId}/{file}?original=true&staff=true"));
        Assert.Equal("Maker M", app.Get<FileKeys>().Facts(after, key)?.Camera);
    }

    [Fact]
    public async Task Same_case_may_name_its_file_again()
    {
        var file = (await app.Upload(Photos.Jpeg())).Id;
        var (caseId, _, key) = await app.TakeIntoNewCase(file);
        var again = (await app.Take(caseId, key, file, file)).Value;
        Assert.Empty(again.Rows);
        Assert.Equal(file, again.Files.Single().Id);
    }

    [Fact]
    public async Task File_of_another_case_is_refused()
    {
        var (taken, free) = ((await app.Upload(Photos.Jpeg())).Id, (await app.Upload(Photos.Png())).Id);
        await app.TakeIntoNewCase(taken);
        var error = (await app.Take(Guid.NewGuid(), (await app.NewPerson()).Key, free, taken)).Error;
        Assert.Equal(("file.taken", taken.ToString()), (error?.Code, error?.Values["file"]));
    }

    [Fact]
    public async Task Unknown_and_expired_files_are_refused()
    {
        var key = (await app.NewPerson()).Key;
        Assert.Equal("file.unknown", (await app.Take(Guid.NewGuid(), key, Guid.NewGuid())).Error?.Code);
        var file = (await app.Upload(Photos.Jpeg())).Id;
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("file.unknown", (await app.Take(Guid.NewGuid(), key, file)).Error?.Code);
    }

    [Fact]
    public async Task Of_two_cases_that_take_one_file_at_once_one_wins()
    {
        var file = (await app.Upload(Photos.Jpeg())).Id;
        var slow = (await app.Take(Guid.NewGuid(), (await app.NewPerson()).Key, file)).Value;
        var winner = await app.TakeIntoNewCase(file);
        await Assert.ThrowsAsync<DuplicateKeyException>(() => app.Commit(slow));
        var row = await app.Row(file);
        Assert.Equal((winner.Case, winner.Person.Id), (row.CaseId!.Value, row.PersonId!.Value));
        Assert.NotNull(app.Get<FileKeys>().Open(row, derived: true, winner.Key));
    }
}
