using System.Text;

namespace Tongdian.Bench.Load;

/// <summary>Requests as the bytes that go over the wire.</summary>
internal static class Requests
{
    public static byte[] Get(string path, params IReadOnlyList<(string Name, string Value)> headers) => Bytes("GET", path, headers, null);

    public static byte[] Post(string path, string? json, params IReadOnlyList<(string Name, string Value)> headers) => Bytes("POST", path, headers, json ?? "");

    private static byte[] Bytes(string method, string path, IReadOnlyList<(string Name, string Value)> headers, string? body)
    {
        var text = new StringBuilder(256).Append(method).Append(' ').Append(path).Append(" HTTP/1.1\r\nHost: bench\r\n");
        foreach (var (name, value) in headers)
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        if (body is not null)
            text.Append("Content-Type: application/json\r\nContent-Length: ").Append(Encoding.UTF8.GetByteCount(body)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.Append("\r\n").Append(body).ToString());
    }
}
