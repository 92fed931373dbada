using System.Buffers.Binary;
using System.Text;
using Microsoft.FSharp.Core;
using PeerFunctional.Capture;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Runtime.Udp;

namespace PeerFunctional.Runtime.Capture;

/// <summary>
/// Records UDP datagrams and TCP connections to a pcapng file that Wireshark opens: raw IP packets with times in nanoseconds, and the TLS
/// secrets of QUIC before the packets that need them. May be used from any thread. What is recorded reaches the file within a second, so that even a killed program leaves a capture.
/// A file that cannot grow ends the recording, not the program.
/// </summary>
public sealed class Recorder : IDisposable
{
    private static readonly TimeSpan FlushPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Of packets that secrets open so many wait a moment: theirs may follow.</summary>
    private const int MaxHeld = 64;

    private static readonly TimeSpan HoldTime = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly Queue<(DateTimeOffset At, byte[] Packet)> held = [];
    private readonly TimeProvider time;
    private readonly OutputFile file;
    private readonly Action<string>? warn;
    private readonly ITimer timer;
    private int connections;
    private int mostHeld;
    private bool closed;

    /// <summary>Creates the file, in place of one that is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="time">Tells the times.</param>
    /// <param name="warn">Hears, once, why nothing more is recorded, such as a full disk; from any thread.</param>
    /// <param name="isPrivate">Whether it will hold secrets, so that a file that is not there yet is for its owner only.</param>
    /// <exception cref="IOException">The file cannot be created; the message says which and why.</exception>
    public Recorder(string path, TimeProvider time, Action<string>? warn = null, bool isPrivate = false)
    {
        this.time = time;
        this.warn = warn;
        file = OutputFile.Create(path, "record to", isPrivate);
        Write(Pcapng.header);
        Write(Pcapng.interfaceDescription(LinkType.RawIp));
        timer = time.CreateTimer(_ => Flush(), null, FlushPeriod, FlushPeriod);
    }

    /// <summary>Why nothing more is recorded, such as a full disk; null as long as all is well.</summary>
    public string? Failure { get; private set; }

    /// <summary>How many datagrams and segments could not be recorded because their endpoints or length make no IP packet.</summary>
    public long Skipped { get; private set; }

    /// <summary>Records a datagram that left for a partner.</summary>
    public void Sent(Endpoint local, Endpoint remote, ReadOnlyMemory<byte> payload) => Record(local, remote, payload);

    /// <summary>Records a datagram that came from a partner.</summary>
    public void Received(Endpoint local, Endpoint remote, ReadOnlyMemory<byte> payload) => Record(remote, local, payload);

    /// <summary>Says that secrets come, each at the time of the packet that it opens.</summary>
    internal void AwaitSecrets() => mostHeld = MaxHeld;

    /// <summary>Records a TLS secret, a line of a key log.</summary>
    public void Secret(string line)
    {
        lock (gate) Write(SecretsBlock(Encoding.ASCII.GetBytes(line + "\n")));
    }

    /// <summary>Records a datagram that left or arrived.</summary>
    internal Action<ObservedDatagram> Observe => datagram =>
    {
        if (datagram.IsSent) Sent(datagram.Local, datagram.Remote, datagram.Bytes);
        else Received(datagram.Local, datagram.Remote, datagram.Bytes);
    };

    /// <summary>Records a segment of a connection.</summary>
    internal void Record(Segment segment) => Record(Packet.ofSegment(segment));

    /// <summary>Numbers the connections of a recording.</summary>
    internal int NextConnection() => Interlocked.Increment(ref connections);

    /// <summary>Writes what is left and closes the file.</summary>
    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            if (closed)
                return;
            Release(_ => true);
            Guard(file.Dispose);
            closed = true;
        }
    }

    private void Record(Endpoint source, Endpoint destination, ReadOnlyMemory<byte> payload) =>
        Record(Packet.build(new Datagram(source, destination, payload)));

    private void Record(FSharpResult<byte[], Malformation> packet)
    {
        lock (gate)
        {
            if (packet.IsOk)
                held.Enqueue((time.GetUtcNow(), packet.ResultValue));
            else
                Skipped++;
            Release(_ => held.Count > mostHeld);
        }
    }

    /// <summary>Writes the packets that need not wait, the first ones first; under the gate.</summary>
    private void Release(Func<DateTimeOffset, bool> isDue)
    {
        while (held.TryPeek(out var first) && isDue(first.At))
        {
            held.Dequeue();
            Write(Pcapng.enhancedPacket(0, Nanoseconds(first.At), first.Packet));
        }
    }

    /// <summary>A block of pcapng that holds lines of a TLS key log.</summary>
    private static byte[] SecretsBlock(ReadOnlySpan<byte> lines)
    {
        const uint type = 0x0000000A, keyLog = 0x544C534B;
        const int header = 16, trailer = 4;
        var block = new byte[header + (lines.Length + 3) / 4 * 4 + trailer];
        BinaryPrimitives.WriteUInt32LittleEndian(block, type);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(4), block.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(8), keyLog);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(12), lines.Length);
        lines.CopyTo(block.AsSpan(header));
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(block.Length - trailer), block.Length);
        return block;
    }

    /// <summary>Nanoseconds since 1970.</summary>
    private static long Nanoseconds(DateTimeOffset now) =>
        (now - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private void Flush()
    {
        lock (gate)
        {
            var due = time.GetUtcNow() - HoldTime;
            Release(at => at <= due);
            Guard(file.Flush);
        }
    }

    private void Write(byte[] block) => Guard(() => file.Write(block));

    private void Guard(Action write)
    {
        if (closed || Failure is not null)
            return;
        try
        {
            write();
        }
        catch (IOException e)
        {
            Failure = $"recording to '{file.Path}' ended: {e.Message}";
            warn?.Invoke(Failure);
        }
    }
}
