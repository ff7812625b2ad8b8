using System.Diagnostics;
using System.Net;
using Actors.Bench.Load.Measuring;
using Actors.Bench.Load.Sockets;
using Actors.Bench.Load.Wires;

namespace Actors.Bench.Load;

/// <summary>All clients of one run, on one thread: they read when there is something to read, and send evenly spread over time.</summary>
internal sealed class Crowd(Work work, Wire wire, Tally tally) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(5);
    private static readonly byte[] NormalClosure = [1000 >> 8, 1000 & 0xff];
    private const int Batch = 50;

    // In work E all clients join in one place. Each batch walks away before the next joins; otherwise they would be a crowd there, and a server that has to
    // show a thousand to a thousand would receive their inputs too late.
    private static readonly TimeSpan OnTheirWay = TimeSpan.FromSeconds(0.5);
    private readonly Poll _poll = new();
    private readonly List<LoadPlayer> _clients = [];
    private readonly int[] _readable = new int[512];

    /// <summary>Connections that the server has ended.</summary>
    public int Lost => _clients.Count(static client => client.Connection.IsOver);

    /// <summary>Connects all clients, some at a time.</summary>
    public async Task ConnectAsync(IPEndPoint server)
    {
        while (_clients.Count < work.Connections)
        {
            var first = _clients.Count;
            var count = Math.Min(Batch, work.Connections - first);
            var rooms = Enumerable.Range(first, count).Select(work.RoomOf).ToList();
            var targets = new List<string>();
            // One by one: two clients that request a missing room at the same time may each get one of their own.
            foreach (var room in rooms)
                targets.Add(await wire.TargetAsync(server.Port, room));
            for (var i = 0; i < count; i++)
            {
                var client = new LoadPlayer(first + i, rooms[i], wire, tally);
                _clients.Add(client);
                client.Connection.Connect(server, targets[i], wire.Subprotocol);
                _poll.Add(client.Connection.Socket, first + i);
            }
            var since = Stopwatch.GetTimestamp();
            while (!_clients.TrueForAll(static client => client.IsReady))
            {
                if (Lost > 0 || Stopwatch.GetElapsedTime(since) > Patience)
                    throw new InvalidOperationException($"{_clients.Count(static client => !client.IsReady)} of {_clients.Count} clients were not let in");
                Read(10);
            }
            if (work.Kind == WorkKind.Area)
                Live(OnTheirWay);
        }
    }

    /// <summary>All clients play for this time: they read, and send what the work requires.</summary>
    public void Live(TimeSpan span)
    {
        var start = Stopwatch.GetTimestamp();
        var (said, kept) = (0L, 0L);
        for (var now = TimeSpan.Zero; now < span; now = Stopwatch.GetElapsedTime(start))
        {
            for (var due = (long)(now.TotalSeconds * work.Rate * _clients.Count); said < due; said++)
                Speak(_clients[(int)(said % _clients.Count)]);
            for (var due = (long)(now / KeepAlive * _clients.Count); kept < due; kept++)
                _clients[(int)(kept % _clients.Count)].KeepAlive();
            Read(1);
        }
    }

    /// <summary>All clients say goodbye, so that a server that keeps running has no bodies that wait for them.</summary>
    public void Leave()
    {
        foreach (var client in _clients.Where(static client => !client.Connection.IsOver))
            client.Connection.Send(Frames.Close, NormalClosure);
        var since = Stopwatch.GetTimestamp();
        while (Lost < _clients.Count && Stopwatch.GetElapsedTime(since) < LeavePatience)
            Read(10);
    }

    public void Settle() => _clients.ForEach(static client => client.Settled());

    public void Dispose()
    {
        _clients.ForEach(static client => client.Dispose());
        _poll.Dispose();
    }

    private void Speak(LoadPlayer client)
    {
        if (client.Connection.IsOver)
            return;
        if (work.Kind is WorkKind.States or WorkKind.Apart)
            client.Walk();
        else if (work.Kind == WorkKind.Area)
            client.Roam(work.Rate);
        else
            client.Say();
    }

    private void Read(int milliseconds)
    {
        var count = _poll.Wait(milliseconds, _readable);
        for (var i = 0; i < count; i++)
        {
            var client = _clients[_readable[i]];
            client.Pump();
            if (client.Connection.IsOver)
                _poll.Remove(client.Connection.Socket);
        }
    }
}
