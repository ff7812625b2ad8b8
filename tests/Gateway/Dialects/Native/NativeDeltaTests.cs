using System.Globalization;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects.Native.States;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Tests.Abuse;
using Actors.Gateway.Views;
using Actors.TestKit;
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
    public void A_slow_client_has_exactly_the_newest_state_it_was_sent(string format)
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_FUZZ_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture)
            : System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue - 100);
        output.WriteLine($"ACTORS_FUZZ_SEED={seed}");
        for (var round = 0; round < 12; round++)
        {
            var random = new Random(seed + round);
            var room = new RandomRoom(random, TickMilliseconds);
            var stream = new DeltaStream(Format(format).Write(), TickMilliseconds);
            LossyClient[] clients = [.. Enumerable.Range(0, 5).Select(patience => new LossyClient(random, patience))];
            for (var i = 0; i < 400; i++)
            {
                stream.Add(room.Next(), 1_700_000_000_000 + (i * 50));
                foreach (var client in clients)
                    client.Offer(stream);
            }
            foreach (var client in clients)
            {
                client.Flush();
                Assert.Equal(NativeLines.Of(stream.State!), client.Reader.Lines());
            }
            Assert.True(clients[0].Reader.Deltas > 300, $"{clients[0].Reader.Deltas} deltas for one who takes all");
            Assert.True(clients[^1].Reader.Deltas > 0 && clients[^1].Reader.Keyframes > 1, "The slowest had both.");
            Assert.True(clients[0].Reader.Hashes > 3);
        }
    }

    [Fact]
    public void Clients_are_at_most_a_thousandth_of_a_unit_off_the_frame()
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
    public void Clients_with_the_same_state_are_sent_the_same_bytes()
    {
        var room = new RandomRoom(new Random(1), TickMilliseconds);
        var stream = new DeltaStream(NativeFormat.MessagePack.Write(), TickMilliseconds);
        for (var i = 0; i < 4; i++)
            stream.Add(room.Next(), 0);

        Assert.Same(stream.Since(3, default), stream.Since(3, default));
        Assert.Same(stream.Since(1, default), stream.Since(1, default));
        Assert.Same(stream.Since(0, default), stream.Since(0, default));
        Assert.NotSame(stream.Since(3, default), stream.Since(2, default));
    }

    [Fact]
    public void A_client_too_far_behind_is_sent_a_keyframe()
    {
        var room = new RandomRoom(new Random(1), TickMilliseconds);
        var stream = new DeltaStream(NativeFormat.MessagePack.Write(), TickMilliseconds);
        for (var i = 0; i < DeltaStream.KeptStates + 2; i++)
            stream.Add(room.Next(), 0);

        Assert.NotSame(stream.Since(0, default), stream.Since(2, default));
        Assert.Same(stream.Since(0, default), stream.Since(1, default));
    }

    [Fact]
    public void A_requested_keyframe_replaces_a_waiting_delta()
    {
        var room = new RandomRoom(new Random(3), TickMilliseconds);
        var stream = new DeltaStream(NativeFormat.Json.Write(), TickMilliseconds);
        var client = new LossyClient(new Random(1), patience: 0);
        stream.Add(room.Next(), 0);
        client.Outbox.OfferState(stream, default);
        stream.Add(room.Next(), 0);
        client.Outbox.OfferState(stream, default);
        client.Outbox.OfferKeyframe(stream, default);
        stream.Add(room.Next(), 0);
        client.Outbox.OfferState(stream, default);
        client.Flush();

        Assert.Equal((2, 0), (client.Reader.Keyframes, client.Reader.Deltas));
        Assert.Equal(NativeLines.Of(stream.State!), client.Reader.Lines());
    }

    [Fact]
    public void A_delta_never_builds_on_a_state_of_another_room()
    {
        var (here, there) = (new DeltaStream(NativeFormat.Json.Write(), TickMilliseconds), new DeltaStream(NativeFormat.Json.Write(), TickMilliseconds));
        var room = new RandomRoom(new Random(3), TickMilliseconds);
        var client = new LossyClient(new Random(1), patience: 0);
        foreach (var stream in (DeltaStream[])[here, there, here, there, there])
        {
            stream.Add(room.Next(), 0);
            client.Outbox.OfferState(stream, default);
            client.Flush();
        }
        Assert.Equal((4, 1), (client.Reader.Keyframes, client.Reader.Deltas));
        Assert.Equal(NativeLines.Of(there.State!), client.Reader.Lines());
    }

    private static NativeFormat Format(string name) => name == "json" ? NativeFormat.Json : NativeFormat.MessagePack;
}
