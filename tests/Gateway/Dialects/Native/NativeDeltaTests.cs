using System.Globalization;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects.Native.States;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Tests.Abuse;
using Actors.Runtime;
using Actors.World;
using Xunit;
using Xunit.Abstractions;

namespace Actors.Gateway.Tests.Dialects.Native;

public sealed class NativeDeltaTests(ITestOutputHelper output)
{
    private const int TickMilliseconds = 50;

    public static TheoryData<string> Formats => ["json", "msgpack"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Whatever_happens_and_whatever_a_slow_line_drops_a_client_has_exactly_the_newest_state_it_was_sent(string format)
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_FUZZ_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue - 100);
        output.WriteLine($"ACTORS_FUZZ_SEED={seed}");
        for (var round = 0; round < 12; round++)
        {
            var random = new Random(seed + round);
            var room = new RandomRoom(random, TickMilliseconds);
            var stream = new DeltaStream(Format(format).Write(), TickMilliseconds);
            Client[] clients = [.. Enumerable.Range(0, 5).Select(patience => new Client(random, patience))];
            for (var i = 0; i < 400; i++)
            {
                stream.Add(room.Next(), 1_700_000_000_000 + (i * 50));
                foreach (var client in clients)
                    client.Offer(stream);
            }
            foreach (var client in clients)
            {
                client.Flush();
                Assert.Equal(Lines(stream.State!), client.Reader.Lines());
            }
            Assert.True(clients[0].Reader.Deltas > 300, $"{clients[0].Reader.Deltas} deltas for one who takes all");
            Assert.True(clients[^1].Reader.Deltas > 0 && clients[^1].Reader.Keyframes > 1, "The slowest had both.");
            Assert.True(clients[0].Reader.Hashes > 3);
        }
    }

    [Fact]
    public void What_clients_have_is_never_more_than_a_thousandth_of_a_unit_from_the_frame_and_exact_for_who_stands()
    {
        var room = new RandomRoom(new Random(7), TickMilliseconds);
        var stream = new DeltaStream(NativeFormat.MessagePack.Write(), TickMilliseconds);
        for (var i = 0; i < 3000; i++)
        {
            var frame = room.Next();
            stream.Add(frame, 0);
            for (var p = 0; p < frame.Players.Length; p++)
            {
                var player = frame.Players[p];
                Assert.InRange(stream.State!.X[p] - (player.XMilli * 1000L), player.VelocityXMilli == 0 ? 0 : -1000, player.VelocityXMilli == 0 ? 0 : 1000);
                Assert.InRange(stream.State!.Y[p] - (player.YMilli * 1000L), player.VelocityYMilli == 0 ? 0 : -1000, player.VelocityYMilli == 0 ? 0 : 1000);
            }
        }
    }

    [Fact]
    public void All_who_have_the_same_state_are_sent_the_same_bytes()
    {
        var room = new RandomRoom(new Random(1), TickMilliseconds);
        var stream = new DeltaStream(NativeFormat.MessagePack.Write(), TickMilliseconds);
        for (var i = 0; i < 4; i++)
            stream.Add(room.Next(), 0);

        Assert.Same(stream.Since(3), stream.Since(3));
        Assert.Same(stream.Since(1), stream.Since(1));
        Assert.Same(stream.Since(0), stream.Since(0));
        Assert.NotSame(stream.Since(3), stream.Since(2));
    }

    [Fact]
    public void Who_is_too_far_behind_is_sent_the_whole_state()
    {
        var room = new RandomRoom(new Random(1), TickMilliseconds);
        var stream = new DeltaStream(NativeFormat.MessagePack.Write(), TickMilliseconds);
        for (var i = 0; i < DeltaStream.KeptStates + 2; i++)
            stream.Add(room.Next(), 0);

        Assert.NotSame(stream.Since(0), stream.Since(2));
        Assert.Same(stream.Since(0), stream.Since(1));
    }

    [Fact]
    public void Who_asks_for_the_whole_state_while_a_delta_waits_is_not_sent_the_delta()
    {
        var room = new RandomRoom(new Random(3), TickMilliseconds);
        var stream = new DeltaStream(NativeFormat.Json.Write(), TickMilliseconds);
        var client = new Client(new Random(1), patience: 0);
        stream.Add(room.Next(), 0);
        client.Outbox.OfferState(stream);
        stream.Add(room.Next(), 0);
        client.Outbox.OfferState(stream);
        client.Outbox.OfferWhole(stream);
        stream.Add(room.Next(), 0);
        client.Outbox.OfferState(stream);
        client.Flush();

        Assert.Equal((2, 0), (client.Reader.Keyframes, client.Reader.Deltas));
        Assert.Equal(Lines(stream.State!), client.Reader.Lines());
    }

    [Fact]
    public void A_state_of_another_room_is_never_told_from_one_of_this()
    {
        var (here, there) = (new DeltaStream(NativeFormat.Json.Write(), TickMilliseconds), new DeltaStream(NativeFormat.Json.Write(), TickMilliseconds));
        var room = new RandomRoom(new Random(3), TickMilliseconds);
        var client = new Client(new Random(1), patience: 0);
        foreach (var stream in (DeltaStream[])[here, there, here, there, there])
        {
            stream.Add(room.Next(), 0);
            client.Outbox.OfferState(stream);
            client.Flush();
        }
        Assert.Equal((4, 1), (client.Reader.Keyframes, client.Reader.Deltas));
        Assert.Equal(Lines(there.State!), client.Reader.Lines());
    }

    private static NativeFormat Format(string name) => name == "json" ? NativeFormat.Json : NativeFormat.MessagePack;

    /// <summary>As <see cref="NativeReader.Lines"/> says it.</summary>
    private static IEnumerable<string> Lines(NativeState state)
    {
        var frame = state.Frame;
        yield return Line($"{frame.Room} {frame.Sequence} {frame.Tick} {frame.NextEvent} {state.ServerTime}");
        for (var i = 0; i < frame.Players.Length; i++)
        {
            var it = frame.Players[i];
            yield return Line($"{it.Id} {it.Name} {state.X[i]} {state.Y[i]} {it.VelocityXMilli} {it.VelocityYMilli} {it.FacingMilli} {it.Health} {it.MaxHealth} {it.Score} {it.Resources.Wood} {it.Resources.Stone} {it.Resources.Food} {it.Resources.Gold} {it.LastProcessedInput}");
        }
        foreach (var it in frame.Creatures.OrderBy(static one => one.Id.Value))
            yield return Line($"{it.Id.Value} {it.Kind} {it.Name} {it.XMilli} {it.YMilli} {it.FacingMilli} {it.Health} {it.MaxHealth}");
        foreach (var it in frame.Items.OrderBy(static one => one.Id.Value, StringComparer.Ordinal))
            yield return Line($"{it.Id} {it.Kind} {it.Name} {it.XMilli} {it.YMilli}");
        foreach (var it in frame.Projectiles.OrderBy(static one => one.Id))
            yield return Line($"{it.Id} {it.Owner} {it.XMilli} {it.YMilli} {it.AngleMilli}");
        yield return string.Join(' ', frame.Nodes);
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    /// <summary>A client on a line that takes a message only now and then: every so many offers, on the average.</summary>
    private sealed class Client
    {
        private readonly FakeChannel _channel = new();
        private readonly Random _random;
        private readonly int _patience;
        private int _read;
        private int _holdsUntil;
        private int _offers;

        public Client(Random random, int patience)
        {
            (_random, _patience) = (random, patience);
            Outbox = new Outbox(_channel, new GatewayLimits(), new ManualTimeProvider());
        }

        public Outbox Outbox { get; }

        public NativeReader Reader { get; } = new(TickMilliseconds);

        public void Offer(DeltaStream stream)
        {
            if (_random.Next(60) == 0)
                Outbox.OfferWhole(stream);
            else
                Outbox.OfferState(stream);
            if (_offers++ < _holdsUntil)
                return;
            Drain();
            _holdsUntil = _offers + (_patience == 0 ? 0 : _random.Next(_patience * _patience * 2));
        }

        public void Flush()
        {
            Drain();
            Drain();
        }

        /// <summary>The line takes what it was given, and the next goes out.</summary>
        private void Drain()
        {
            Outbox.Writable();
            for (; _read < _channel.Taken.Count; _read++)
                Assert.True(Reader.Take(_channel.Taken[_read].Payload.Span, _channel.Taken[_read].IsText));
        }
    }
}
