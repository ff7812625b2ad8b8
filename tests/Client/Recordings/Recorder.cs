using System.Text.Json.Nodes;
using Actors.Channels;
using Actors.Client.Tests.Support;
using Actors.Gateway.Dialects.Components;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.States;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Tests.Dialects.Native;
using Actors.TestKit;
using Actors.World;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Client.Tests.Recordings;

/// <summary>
/// A client plays in a room of the server's own, whose messages the server's own encoders write, over a line that takes 30 to 50 ms, stops now and then and drops states as a gateway does for those
/// who read slowly. All of it in virtual time: the same seed makes the same recording.
/// </summary>
internal sealed class Recorder
{
    private const string Me = "Ada";
    private const int TickMs = 50, LatencyMs = 30;
    private const long Epoch = 1_700_000_000_000;

    private readonly Random _random;
    private readonly RoomScenario _room;
    private readonly RoomDefinition _definition;
    private readonly Bots _bots;
    private readonly RandomComponents _components;
    private readonly NativeMessages _messages;
    private readonly INativeStream _stream;
    private readonly Stage _stage = new();
    private readonly Recording _recording = new();
    private readonly Queue<(double At, EncodedMessage Message)> _toClient = new();
    private readonly Queue<(double At, Command Command)> _toServer = new();
    private int _readOfSent;
    private int _states;
    private double _lastArrival;
    private long _has;
    private long _nextEvent = 65_536;
    private RoomFrame? _before;

    private Recorder(string how, int seed)
    {
        _random = new Random(seed);
        var world = RecordedWorld.Build();
        _definition = world.Rooms[RecordedWorld.Room];
        _room = new RoomScenario(world, RecordedWorld.Room);
        _room.Enter(Me);
        _bots = new Bots(_room, _random);
        _components = new RandomComponents(_random);
        var format = how == "json" ? NativeFormat.Json : NativeFormat.MessagePack;
        _messages = new NativeMessages(world, new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(Epoch)), format);
        _stream = how == "area" ? new AreaStream(format, new AreaGrid(_definition, new AreaOptions { CellUnits = 10, Radius = 1 }), TickMs) : new DeltaStream(format.Write(), TickMs);
    }

    /// <param name="how"><c>json</c>, <c>msgpack</c>, or <c>area</c>: MessagePack with an area of interest.</param>
    public static Recording Record(string how, int seed, int states) => new Recorder(how, seed).Play(states);

    private Recording Play(int states)
    {
        _stage.Client.StateChanged += _ =>
        {
            _states++;
            _recording.Had(Recording.PictureOf(_stage.Client));
        };
        _stage.Client.Connect();
        _stage.Line.Open();
        _stage.Client.Update();
        ToClient(_messages.Welcome(new Gateway.Dialects.Welcome(_room.Player(Me).Record, "a secret")));
        ToClient(_messages.Room(_room.Room.Id, _definition, "go on"));
        while (_states < states)
        {
            var now = _stage.Clock.Milliseconds;
            if (now % TickMs == 13)
                Tick(now);
            while (_states < states && _toClient.TryPeek(out var next) && next.At <= now)
                Arrive(now, _toClient.Dequeue().Message);
            if (_random.Next(400) == 0 && _stage.Client.Connection == ConnectionState.Open)
                Steer(now);
            _stage.Pass(1);
            Answer();
        }
        return _recording;
    }

    private void Tick(double now)
    {
        while (_toServer.TryPeek(out var due) && due.At <= now)
            _room.Send(Me, _toServer.Dequeue().Command, 0);
        _bots.Act();
        _room.Tick();
        var frame = _room.Frame() with { FirstEvent = _nextEvent };
        frame = frame with { Components = _components.Next(frame.Players.Select(static player => player.Id), frame.Creatures, frame.Nodes.Length, frame.Items) };
        _nextEvent = frame.NextEvent;
        _stream.Add(frame, Epoch + (long)now);
        // A slow reader misses a state, and then receives all that has changed since; one far behind receives a keyframe.
        if (_random.Next(25) > 0)
        {
            var me = _room.Id(Me);
            ToClient(_stream.Since(_random.Next(150) == 0 ? 0 : _has, me));
            _has = _stream.Newest;
            var own = _before is null ? OwnComponents.Of(frame, me) : OwnComponents.Changes(_before, frame).SingleOrDefault(its => its.Player == me).Changes ?? [];
            if (own.Count > 0)
                ToClient(_messages.Own(own));
            _before = frame;
        }
    }

    private void Arrive(double now, EncodedMessage message)
    {
        _recording.Said(now, message.Payload, message.IsText);
        _stage.Line.Say(message.Payload.ToArray(), message.IsText);
        _stage.Client.Update();
    }

    private void Steer(double now)
    {
        var angle = _random.NextDouble() * Math.Tau;
        var (x, y) = _random.Next(4) == 0 ? (0, 0) : (Math.Round(Math.Cos(angle), 3), Math.Round(Math.Sin(angle), 3));
        _recording.Moved(now, x, y);
        _stage.Client.Move(x, y);
    }

    /// <summary>Handles what the client sends: an input is under way for a while, a ping is answered.</summary>
    private void Answer()
    {
        var (now, sent) = (_stage.Clock.Milliseconds, _stage.Line.Sent);
        for (; _readOfSent < sent.Count; _readOfSent++)
        {
            var message = sent[_readOfSent];
            switch ((string)message["type"]!)
            {
                case "input":
                    _toServer.Enqueue((now + LatencyMs, new Move(new Vector(Number(message, "x"), Number(message, "y")), (long)Number(message, "seq"))));
                    break;
                case "ping":
                    ToClient(_messages.Pong(Number(message, "sentAt")));
                    break;
                case "resync":
                    throw new InvalidOperationException($"The client has lost the thread after {_states} states.");
                default:
                    break;
            }
        }
    }

    private void ToClient(EncodedMessage message)
    {
        var stop = _random.Next(60) == 0 ? _random.Next(100, 300) : 0;
        _lastArrival = Math.Max(_lastArrival, _stage.Clock.Milliseconds + LatencyMs + _random.Next(20) + stop);
        _toClient.Enqueue((_lastArrival, message));
    }

    private static double Number(JsonNode message, string name) => double.Parse(message[name]!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
}
