using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Tongdian.Server.Platform.Startup;

/// <summary>
/// The sockets at which this server takes connections. A server that closes one loses what came at that instant: the kernel had taken the connection and the request in it, and
/// breaks both off, so that a proxy cannot know whether anything was done. Shut first, the kernel takes nobody any more: who knocks then hears nothing, and has sent nothing, so
/// that a proxy asks another server when its time to connect is over, whatever the request is.
/// </summary>
public sealed partial class FrontDoors(ILogger<FrontDoors> log)
{
    // Of Linux's asm-generic/socket.h.
    private const int SolSocket = 1;
    private const int SoAttachFilter = 26;

    // A program of the kernel's packet filter: of the flags of a TCP segment (its byte 13) look at SYN and ACK; with SYN alone, the first knock, it is dropped; all else comes in.
    private static readonly (ushort Code, byte IfSo, byte IfNot, uint Value)[] NoNewcomers =
    [
        (0x30, 0, 0, 13),
        (0x54, 0, 0, 0x12),
        (0x15, 0, 1, 0x02),
        (0x06, 0, 0, 0),
        (0x06, 0, 0, uint.MaxValue),
    ];

    private readonly ConcurrentBag<Socket> sockets = [];

    /// <summary>A socket that is bound to this address.</summary>
    public Socket Open(EndPoint at)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(at);
        sockets.Add(socket);
        return socket;
    }

    /// <summary>Takes no new connection any more; those that are there go on. Where the system cannot do that, nothing happens.</summary>
    public void Shut()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess || !BitConverter.IsLittleEndian)
            return;
        foreach (var socket in sockets.Where(s => s.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
        {
            try
            {
                Attach(socket);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                StaysOpen(log, e.Message);
            }
        }
    }

    private static void Attach(Socket socket)
    {
        const int Instruction = 8;
        var program = new byte[NoNewcomers.Length * Instruction];
        for (var i = 0; i < NoNewcomers.Length; i++)
        {
            var place = program.AsSpan(i * Instruction, Instruction);
            var step = NoNewcomers[i];
            BinaryPrimitives.WriteUInt16LittleEndian(place, step.Code);
            (place[2], place[3]) = (step.IfSo, step.IfNot);
            BinaryPrimitives.WriteUInt32LittleEndian(place[4..], step.Value);
        }

        var held = GCHandle.Alloc(program, GCHandleType.Pinned);
        try
        {
            // How many instructions, and where they are.
            var option = new byte[16];
            BinaryPrimitives.WriteUInt16LittleEndian(option, (ushort)NoNewcomers.Length);
            BinaryPrimitives.WriteInt64LittleEndian(option.AsSpan(8), held.AddrOfPinnedObject());
            socket.SetRawSocketOption(SolSocket, SoAttachFilter, option);
        }
        finally
        {
            held.Free();
        }
    }

    [LoggerMessage(LogLevel.Information, "New connections are taken until the end: {Why}")]
    private static partial void StaysOpen(ILogger logger, string why);
}
