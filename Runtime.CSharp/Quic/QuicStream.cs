using System.IO.Pipelines;

namespace PeerFunctional.Runtime.Quic;

/// <summary>A stream of a connection. The connection's lock guards its properties.</summary>
internal sealed class QuicStream : IQuicStream
{
    private readonly QuicConnection connection;

    public QuicStream(QuicConnection connection, long id, QuicOptions options)
    {
        this.connection = connection;
        Id = id;
        Receiving = new(connection, this, options.StreamWindow);
        Sending = new(connection, this, options.SendBuffer);
    }

    public long Id { get; }

    public PipeReader Input => Receiving;

    public PipeWriter Output => Sending;

    public StreamInput Receiving { get; }

    public StreamOutput Sending { get; }

    /// <summary>Whether it waits for its turn to send.</summary>
    public bool IsReady { get; set; }

    /// <summary>Whether its window is used up.</summary>
    public bool IsBlocked { get; set; }

    /// <summary>Whether bytes came that its reader was not shown.</summary>
    public bool HasNews { get; set; }

    /// <summary>Whether ngtcp2 has forgotten it.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Whether the application has it, where the peer opened it.</summary>
    public bool IsAccepted { get; set; }

    public void Reset(long code = 0) => connection.Reset(this, code);

    public void StopReading(long code = 0) => connection.StopReading(this, code);
}
