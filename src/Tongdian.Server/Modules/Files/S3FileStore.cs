using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Tongdian.Server.Modules.Files;

/// <summary>Files in a bucket of an S3-compatible store.</summary>
public sealed class S3FileStore : IFileStore, IDisposable
{
    private readonly AmazonS3Client client;
    private readonly string bucket;

    public S3FileStore(S3Settings settings)
    {
        bucket = settings.Bucket;
        client = new AmazonS3Client(
            new BasicAWSCredentials(settings.AccessKey, settings.SecretKey),
            new AmazonS3Config
            {
                ServiceURL = settings.Endpoint.ToString(),
                AuthenticationRegion = settings.Region,
                ForcePathStyle = true,
                // Stores of other makers do not all know the newer trailing checksums; the content is authenticated anyway.
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            });
    }

    public async Task Keep(StoredObject name, string incoming, CancellationToken cancellation)
    {
        await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = bucket,
                Key = name.ToString(),
                FilePath = incoming,
                ContentType = "application/octet-stream",
                UseChunkEncoding = false,
            },
            cancellation);
        File.Delete(incoming);
    }

    public async Task<Stream> Open(StoredObject name, CancellationToken cancellation) =>
        (await client.GetObjectAsync(bucket, name.ToString(), cancellation)).ResponseStream;

    public async Task<bool> Has(StoredObject name, CancellationToken cancellation)
    {
        try
        {
            await client.GetObjectMetadataAsync(bucket, name.ToString(), cancellation);
            return true;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    public Task Delete(StoredObject name, CancellationToken cancellation) =>
        client.DeleteObjectAsync(bucket, name.ToString(), cancellation);

    public void Dispose() => client.Dispose();
}
