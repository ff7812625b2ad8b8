using Actors.Channels;
using Actors.Codecs.MessagePack;
using Actors.Datagrams;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Datagram;
using Actors.World;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Gateway.Tests.Dialects;

public sealed class DatagramEncodingTests
{
    private static readonly RoomDefinition Plaza = new() { Id = "plaza", Zone = new ZoneId("z"), Title = "p", Description = "p", Width = 100, Height = 100 };
    private static readonly RoomId Room = new("plaza");

    private readonly FakeTimeProvider _time = new();
    private readonly DatagramEncoding _encoding;
    private readonly IRoomEncoder _encoder;
    private readonly EncodedFrame _encoded = new();
    private RoomFrame _frame;
    private long _sequence;

    public DatagramEncodingTests()
    {
        _encoding = new DatagramEncoding(new DatagramMessages(MessagePackFormat.Current), _time);
        _encoder = _encoding.For(Room, Plaza);
        _frame = new RoomFrame { Room = Room, Sequence = 0, Tick = 0, Players = [], Creatures = [], Items = [], Nodes = [], Projectiles = [], Events = [] };
    }

    [Fact]
    public void A_hundred_players_are_split_into_datagrams_of_at_most_1200_bytes()
    {
        Show(players: Players(100));
        var lists = Parts(_encoder.Keyframe()!);
        Assert.All(lists, static list => Assert.InRange(list.Payload.Length + DatagramHeader.MaxHeaderBytes, 1, DatagramHeader.MaxDatagramBytes));
        Assert.InRange(lists.Count, 4, 6);
        Assert.Equal(Enumerable.Range(1, 100), lists.SelectMany(static list => Ids(list.Value)));
    }

    [Fact]
    public void A_tick_sends_only_players_who_changed_or_arrived()
    {
        var players = Players(20);
        Show(players: players);
        var moved = players.ToArray();
        moved[6] = moved[6] with { XMilli = 1 };
        moved[9] = moved[9] with { Score = 5 };
        Assert.Equal([7], Ids(Assert.Single(Parts(Show(players: moved)!)).Value));
        Assert.Equal([21], Ids(Assert.Single(Parts(Show(players: [.. moved, Player(21)])!)).Value));
        // A player's departure is an event.
        Assert.Null(Show(players: moved[1..]));
        Assert.Null(Show(players: moved[1..]));
    }

    [Fact]
    public void All_players_are_sent_once_a_second_even_without_changes()
    {
        Show(players: Players(3));
        Assert.Null(_encoder.Refresh());
        _time.Advance(TimeSpan.FromSeconds(1.01));
        Assert.Equal([1, 2, 3], Ids(Assert.Single(Parts(_encoder.Refresh()!)).Value));
        Assert.Null(_encoder.Refresh());
        _time.Advance(TimeSpan.FromSeconds(1.01));
        Assert.Equal([1, 2, 3], Ids(Assert.Single(Parts(Show(players: Players(3))!)).Value));
    }

    [Fact]
    public void Bullets_are_sent_while_they_fly_and_their_end_twice()
    {
        Show(players: []);
        var flying = new[] { new ProjectileView(1, new PlayerId(4), 50_000, -50_000, -1571) };
        var list = Assert.Single(Parts(Show(projectiles: flying)!));
        Assert.Equal(PacketIds.Bullets, list.Id);
        Assert.Equal("""[{"x": 19, "y": -9, "position": [19000, -9000], "rotation": -1571, "owner": 4}]""", list.Value.ToString());
        Assert.Equal("[]", Assert.Single(Parts(Show(projectiles: [])!)).Value.ToString());
        _time.Advance(TimeSpan.FromSeconds(1.01));
        Assert.Equal("[]", Assert.Single(Parts(_encoder.Refresh()!)).Value.ToString());
        _time.Advance(TimeSpan.FromSeconds(1.01));
        Assert.Null(_encoder.Refresh());
    }

    [Fact]
    public void A_players_leaving_is_sent_reliably_to_everyone_else()
    {
        Show(players: Players(2));
        Show(players: Players(1), events: new PlayerLeft(new PlayerId(2), "two", null, default));
        var gone = Assert.Single(_encoded.Events);
        Assert.False(gone.IsFor(new PlayerId(2)));
        Assert.True(gone.IsFor(new PlayerId(1)));
        var packet = Assert.Single(Parts(gone.Message));
        Assert.Equal((PacketIds.PlayerLeft, true, "2"), (packet.Id, packet.NeedsAck, packet.Value.ToString()));
    }

    [Fact]
    public void A_player_who_changes_rooms_gets_PlayerLeft_for_all_in_the_old_one()
    {
        Show(players: Players(3));
        var client = new FakeClient();
        var session = new DatagramDialectSession(client, _encoding);
        session.Enter(Room, Plaza, first: true);
        Assert.Equal(PacketIds.Welcome, Assert.Single(Parts(client.Sent.Single())).Id);
        session.Enter(new RoomId("market"), Plaza, first: false);
        Assert.Equal(["1", "3"], Parts(client.Sent[1]).Select(static part => part.Value.ToString()));
        Assert.All(Parts(client.Sent[1]), static part => Assert.Equal((PacketIds.PlayerLeft, true), (part.Id, part.NeedsAck)));
    }

    [Fact]
    public void The_old_raw_format_sends_bytes_as_text()
    {
        var part = new DatagramParts(new DatagramDialect(_time, MessagePackFormat.OldRaw).WorldInfo);
        Assert.True(part.MoveNext());
        Assert.Equal(MessagePackKind.Text, new MessagePackReader(part.Payload).NextKind);
        part = new DatagramParts(new DatagramDialect(_time).WorldInfo);
        Assert.True(part.MoveNext());
        Assert.Equal(MessagePackKind.Binary, new MessagePackReader(part.Payload).NextKind);
    }

    [Fact]
    public void Each_player_has_a_distinct_bright_colour()
    {
        var colours = Enumerable.Range(1, 50).Select(static id => PlayerColor.Of(new PlayerId(id))).ToList();
        Assert.Equal(50, colours.Distinct().Count());
        Assert.All(colours, static colour => Assert.Equal(255, Math.Max(colour.Red, Math.Max(colour.Green, colour.Blue))));
    }

    private EncodedMessage? Show(PlayerView[]? players = null, ProjectileView[]? projectiles = null, params RoomEvent[] events)
    {
        _frame = _frame with { Sequence = ++_sequence, Players = players ?? _frame.Players, Projectiles = projectiles ?? _frame.Projectiles, Events = events };
        _encoded.Clear();
        _encoder.Encode(_frame, _encoded);
        return _encoded.State;
    }

    private static PlayerView[] Players(int count) => [.. Enumerable.Range(1, count).Select(Player)];

    private static PlayerView Player(int id) => new()
    {
        Id = new PlayerId(id),
        Name = $"guest{id}",
        XMilli = id * -431,
        YMilli = id * 217,
        VelocityXMilli = 0,
        VelocityYMilli = 0,
        FacingMilli = 0,
        Health = 100,
        MaxHealth = 100,
        Score = 0,
        Resources = default,
        LastProcessedInput = 0,
    };

    private static IEnumerable<int> Ids(MessagePackValue list) => ((MessagePackValue.Array)list).Items.Select(static item => (int)DatagramClient.Number(item, "uuid"));

    private sealed record Part(byte Id, bool NeedsAck, byte[] Payload, MessagePackValue Value);

    private static List<Part> Parts(EncodedMessage message)
    {
        var all = new List<Part>();
        for (var parts = new DatagramParts(message); parts.MoveNext();)
        {
            var reader = new MessagePackReader(parts.Payload);
            Assert.True(reader.TryReadBytes(out var inside));
            reader = new MessagePackReader(inside);
            Assert.True(MessagePackValue.TryRead(ref reader, out var value));
            all.Add(new Part(parts.Id, parts.NeedsAck, parts.Payload.ToArray(), value));
        }
        return all;
    }

    /// <summary>A session for player 2.</summary>
    private sealed class DatagramDialectSession(IClient client, DatagramEncoding encoding)
    {
        private readonly DatagramSession _session = new(client, encoding, new DatagramMessages(MessagePackFormat.Current));

        public void Enter(RoomId room, RoomDefinition definition, bool first) =>
            _session.Tell(new Entered(room, definition, new PlayerRecord { Id = new PlayerId(2), Name = "two", Room = room }, first, "resume"));
    }

    private sealed class FakeClient : IClient
    {
        public List<EncodedMessage> Sent { get; } = [];

        public void Send(EncodedMessage message) => Sent.Add(message);

        public void Start(Hello hello) => throw new NotSupportedException();

        public void Input(Command command) => throw new NotSupportedException();

        public void Ask(Command command, long? id = null) => throw new NotSupportedException();

        public void AskLine(string line, long? id = null) => throw new NotSupportedException();

        public void Malformed(string why, long? id = null) => throw new NotSupportedException();

        public void UpdateEncoding() => throw new NotSupportedException();

        public void Settle()
        {
            // It speaks this dialect from the beginning.
        }

        public IDialectSession Become(IDialect dialect, ConnectRequest request) => throw new NotSupportedException();

        public void Resync() => throw new NotSupportedException();

        public void Close(CloseCode code, string reason) => throw new NotSupportedException();
    }
}
