using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Actors.Bench.Load.Measuring;
using Actors.Bench.Load.Sockets;

namespace Actors.Bench.Load.Wires;

/// <summary>The wire format of one server. Payloads are written straight into the buffer that is sent.</summary>
internal abstract class Wire(WorkKind work)
{
    protected const string Words = "is anybody going down to the harbour before the fog comes in?";

    protected WorkKind Work => work;

    public virtual string? Subprotocol => null;

    /// <summary>Path and query of the handshake.</summary>
    public abstract ValueTask<string> TargetAsync(int port, string room);

    /// <summary>The handshake is done.</summary>
    public virtual void Opened(LoadPlayer client) => client.IsReady = true;

    /// <summary>The number of delivered frames in this message: states, or lines.</summary>
    public abstract int Hear(LoadPlayer client, ReadOnlySpan<byte> payload);

    public abstract void Input(LoadPlayer client, long sequence, double x, double y);

    public abstract void Say(LoadPlayer client, long sequence);

    /// <summary>All clients are in, and the warm-up is over.</summary>
    public virtual void Settled(LoadPlayer client)
    {
    }

    /// <summary>Sent every ten seconds, so that the server does not take the client for disconnected.</summary>
    public virtual void KeepAlive(LoadPlayer client)
    {
    }

    protected static void SendText(LoadPlayer client, string text) => client.Connection.Send(Frames.Text, Encoding.UTF8.GetBytes(text, ClientConnection.Payload));

    /// <summary>Searches text for the client's own newest number after <paramref name="marker"/>.</summary>
    protected static void FindAnswer(LoadPlayer client, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> marker)
    {
        if (!client.IsProbe)
            return;
        Span<byte> wanted = stackalloc byte[64];
        marker.CopyTo(wanted);
        client.Prefix.TryFormat(wanted[marker.Length..], out var digits, provider: CultureInfo.InvariantCulture);
        wanted = wanted[..(marker.Length + digits)];
        var at = payload.IndexOf(wanted);
        if (at >= 0 && Utf8Parser.TryParse(payload[(at + marker.Length)..], out long sequence, out _))
            client.Answered(sequence);
    }
}
