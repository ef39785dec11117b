using System.Net;
using System.Net.Sockets;
using System.Text;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Files;

/// <summary>Tests that look at the memory of the whole process run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

/// <summary>200 MB against a limit of 50 MB, over a plain socket: nothing of the client's own counts as the server's memory.</summary>
[Collection(Alone.Name)]
public sealed class HugeUploadTests : IAsyncLifetime
{
    private const long Huge = 200L * 1024 * 1024;
    private FilesApp app = null!;

    public async ValueTask InitializeAsync() => app = await FilesApp.Start();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Upload_of_200_megabytes_is_refused_and_memory_stays_flat(bool lengthIsToldFirst)
    {
        await app.Upload(Photos.Jpeg());
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var (answer, sent) = await Send(lengthIsToldFirst);
        var grown = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("file.too-large", answer, StringComparison.Ordinal);
        Assert.True(grown < 16 * 1024 * 1024, $"{grown} bytes were allocated");
        Assert.True(sent < Huge / 2, $"{sent} bytes were read");
        Assert.Equal(2, app.OnDisk().Length);
        Assert.Equal(1, await app.Rows());
    }

    // The first is refused by its length, the second, as a picture, somewhere on the way.
    [Theory]
    [InlineData(60, "%PDF-1.7")]
    [InlineData(45, "\u00FF\u00D8\u00FF")]
    public async Task Ordinary_client_gets_to_read_the_refusal(int megabytes, string head)
    {
        var content = new byte[megabytes * 1024 * 1024];
        Encoding.Latin1.GetBytes(head, content);
        for (var time = 0; time < 5; time++)
            Assert.Equal((413, "file.too-large"), await FilesApp.Refusal(app.Send(content, "a", "application/octet-stream")));
    }

    private async Task<(string Answer, long Sent)> Send(bool lengthIsToldFirst)
    {
        var uri = app.Anyone.BaseAddress!;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, uri.Port);
        var length = lengthIsToldFirst ? $"Content-Length: {Huge}" : "Transfer-Encoding: chunked";
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/files HTTP/1.1\r\nHost: {uri.Authority}\r\nContent-Type: multipart/form-data; boundary=b\r\n{length}\r\n\r\n"));
        var head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\r\n";
        var block = new byte[64 * 1024];
        await socket.SendAsync(Framed(Encoding.ASCII.GetBytes(head), lengthIsToldFirst));
        var framed = Framed(block, lengthIsToldFirst);
        var sent = 0L;
        var receiving = Receive(socket);
        while (sent < Huge && !receiving.IsCompleted)
        {
            try
            {
                sent += await socket.SendAsync(framed);
            }
            catch (SocketException)
            {
                break;
            }
        }
        return (await receiving, sent);
    }

    private static byte[] Framed(byte[] bytes, bool plain) =>
        plain ? bytes : [.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8];

    private static async Task<string> Receive(Socket socket)
    {
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        while (!answer.ToString().Contains("file.too-large", StringComparison.Ordinal)
            && await socket.ReceiveAsync(buffer) is > 0 and var count)
            answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
        return answer.ToString();
    }
}
