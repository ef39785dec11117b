using Amazon.S3;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Files;

public sealed class S3FileStoreTests : IAsyncLifetime
{
    private Bucket bucket = null!;
    private FilesApp app = null!;

    public async ValueTask InitializeAsync()
    {
        bucket = await Bucket.Start();
        app = await FilesApp.Start(new()
        {
            ["Files:S3:Endpoint"] = bucket.Url,
            ["Files:S3:Bucket"] = "tongdian",
            ["Files:S3:AccessKey"] = "reader",
            ["Files:S3:SecretKey"] = "secret",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await bucket.DisposeAsync();
    }

    [Fact]
    public async Task File_goes_to_the_bucket_encrypted_and_comes_back_whole()
    {
        var photo = Photos.Jpeg(1200, 900);
        byte[] pdf = [.. "%PDF-1.7\n"u8, .. System.Security.Cryptography.RandomNumberGenerator.GetBytes(300_000)];
        foreach (var content in new[] { photo, pdf })
        {
            var file = (await app.Upload(content)).Id;
            Assert.Equal(-1, bucket.Objects[$"tongdian/{file:N}"].AsSpan().IndexOf(content.AsSpan(0, 9)));
            var (caseId, _, _) = await app.TakeIntoNewCase(file);
            Assert.Equal(content, await app.Anyone.GetByteArrayAsync($"/read/{caseId}/{file}?original=true&staff=true"));
        }
        Assert.Equal(3, bucket.Objects.Count);
        Assert.All(bucket.Signatures, s => Assert.StartsWith("AWS4-HMAC-SHA256 Credential=reader/", s, StringComparison.Ordinal));
        Assert.Empty(app.OnDisk());
    }

    [Fact]
    public async Task Expired_file_leaves_the_bucket()
    {
        await app.Upload(Photos.Jpeg());
        Assert.Equal(2, bucket.Objects.Count);
        app.Clock.Advance(TimeSpan.FromHours(2));
        var last = await app.Upload(Photos.Jpeg());
        Assert.Equal([$"tongdian/{last.Id:N}", $"tongdian/{last.Id:N}.view"], bucket.Objects.Keys.Order());
    }

    [Fact]
    public async Task Content_that_the_bucket_lost_is_an_accident_not_an_empty_file() =>
        await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => app.Get<IFileStore>().Open(new StoredObject(Guid.NewGuid(), Derived: false), default));

    [Fact]
    public async Task Store_without_its_bucket_stops_the_start()
    {
        var stop = await Assert.ThrowsAsync<InvalidOperationException>(() => FilesApp.Start(new() { ["Files:S3:Endpoint"] = bucket.Url }));
        Assert.Contains("Files:S3:Bucket", stop.Message, StringComparison.Ordinal);
    }
}
