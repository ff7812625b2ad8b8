using System.Diagnostics;
using Actors.Bench.Load.Measuring;
using Actors.Bench.Load.Sockets;

namespace Actors.Bench.Load.Wires;

/// <summary>
/// One player of the load. The numbers of its inputs and lines begin with its own five digits, so it finds the answer to them in whatever a server sends
/// without decoding it. One client in ten looks for them; the others count.
/// </summary>
internal sealed class LoadPlayer(int number, string room, Wire wire, Tally tally) : IFrameHandler, IDisposable
{
    private const int PerClient = 10_000;
    private const int Remembered = 64;
    private readonly long[] _sentAt = new long[number % 10 == 0 ? Remembered : 0];
    private Field.Way? _way;
    private int _said;
    private int _answered;
    private bool _greeted;

    public ClientConnection Connection { get; } = new();

    public int Number => number;

    public string Room => room;

    /// <summary>Nothing more needs to be sent or received before the work begins.</summary>
    public bool IsReady { get; set; }

    public bool IsProbe => _sentAt.Length > 0;

    /// <summary>The five digits with which its numbers begin.</summary>
    public int Prefix => 10_000 + number;

    /// <summary>A wire's own state for this client.</summary>
    public object? Kept { get; set; }

    public void Pump()
    {
        Connection.Read(this);
        if (Connection.IsOpen)
            Greet();
    }

    public void OnMessage(ReadOnlySpan<byte> payload, int frameLength)
    {
        // Data may have arrived together with the answer to the handshake.
        Greet();
        if (wire.Hear(this, payload) is > 0 and var frames)
            tally.Add(frames, frameLength);
    }

    /// <summary>Says where it wants to go: a circle, so that it moves in every tick and never leaves the room.</summary>
    public void Walk(double length = 1)
    {
        var angle = (0.3 * _said) + number;
        wire.Input(this, Next(), Math.Round(length * Math.Cos(angle), 3), Math.Round(length * Math.Sin(angle), 3));
    }

    /// <summary>Walks to a place of its own in a field, and then in a circle there.</summary>
    /// <param name="rate">Inputs per second.</param>
    public void Roam(double rate)
    {
        _way ??= Field.WayOf(number, room, rate);
        if (_said < _way.Inputs)
            wire.Input(this, Next(), Math.Round(_way.X, 3), Math.Round(_way.Y, 3));
        else
            Walk(Field.Slowly);
    }

    public void Say() => wire.Say(this, Next());

    public void Settled() => wire.Settled(this);

    public void KeepAlive() => wire.KeepAlive(this);

    /// <summary>The server has processed the input of this number, and all before it.</summary>
    public void Answered(long sequence)
    {
        var said = (int)(sequence - ((long)Prefix * PerClient));
        if (!IsProbe || said > _said)
            return;
        var now = Stopwatch.GetTimestamp();
        for (_answered = Math.Max(_answered, _said - Remembered); _answered < said; _answered++)
            tally.RoundTrip(Stopwatch.GetElapsedTime(_sentAt[(_answered + 1) % Remembered], now));
    }

    public void Dispose() => Connection.Dispose();

    private void Greet()
    {
        if (_greeted)
            return;
        _greeted = true;
        if (wire.Subprotocol is { } wanted && wanted != Connection.Subprotocol)
            throw new NotSupportedException($"the server does not offer {wanted}");
        wire.Opened(this);
    }

    private long Next()
    {
        _said++;
        if (IsProbe)
            _sentAt[_said % Remembered] = Stopwatch.GetTimestamp();
        tally.Sent();
        return ((long)Prefix * PerClient) + (_said % PerClient);
    }
}
