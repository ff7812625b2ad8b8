using Actors.Channels;
using Actors.Codecs.MessagePack;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Packets;
using Actors.Gateway.Tests.Abuse;
using Actors.TestKit;
using Actors.World;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>What each of a client's messages asks for, and the messages that concern it alone.</summary>
public sealed class PacketsSessionTests
{
    private static readonly WorldDefinition World = new WorldBuilder().ItemKind("apple").ItemKind("club").Room("hall", static room => room with { Width = 40, Height = 20 }).Build();

    private readonly AskedClient _client = new();

    [Fact]
    public void A_start_is_read_and_its_unknown_fields_are_ignored()
    {
        // ["sp", [{name: "Ada", moofoll: 1, "": "nothing", 7: nil, room: "hall"}]]
        Open().Received(Convert.FromHexString("92a2737091" + "85" + "a46e616d65a3416461" + "a76d6f6f666f6c6c01" + "a0a76e6f7468696e67" + "07c0" + "a4726f6f6da468616c6c"), isText: false);
        Assert.Equal([new Hello("Ada", null, "hall")], _client.Asked);
    }

    [Fact]
    public void A_start_may_be_empty()
    {
        Open().Received(Packet.Of("sp"), isText: false);
        Open().Received(Packet.Of("sp", [null]), isText: false);
        Assert.Equal([new Hello(null, null, null), new Hello(null, null, null)], _client.Asked);
    }

    [Fact]
    public void A_second_start_takes_the_name_and_resyncs()
    {
        var session = Started();
        session.Received(Packet.Start("Bea"), isText: false);
        Assert.Equal([new TakeName("Bea"), "resync"], _client.Asked);
    }

    [Fact]
    public void A_player_sees_nothing_before_its_start_and_takes_its_name_at_the_welcome()
    {
        var session = Open(isPlayer: true);
        Assert.Same(PacketsSilence.Instance, session.Encoding);
        session.Received(Packet.Start("Ada"), isText: false);
        Assert.Equal(["recoded"], _client.Asked);
        Assert.NotSame(PacketsSilence.Instance, session.Encoding);
        session.Tell(new Welcome(Player, null));
        Assert.Equal(["recoded", new TakeName("Ada")], _client.Asked);
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1.5707963, 0, 1)]
    [InlineData(-1.5707963, 0, -1)]
    [InlineData(3.1415926, -1, 0)]
    [InlineData(2.3, -0.8727, 0.4883)] // The hall is twice as wide as it is high: on its square picture it is steeper.
    public void A_move_is_an_angle_on_the_clients_screen(double angle, double x, double y)
    {
        Started().Received(Packet.Of("33", angle), isText: false);
        var move = Assert.IsType<Move>(Assert.Single(_client.Asked));
        Assert.Equal(x, move.Direction.X, 0.001);
        Assert.Equal(y, move.Direction.Y, 0.001);
        Assert.Equal((1, 0), (move.Sequence, move.HoldTicks));
    }

    [Fact]
    public void A_null_move_stops_and_a_code_may_be_a_number()
    {
        var session = Started();
        session.Received(Packet.Of("33", [null]), isText: false);
        session.Received([0x92, 33, 0x91, 0], isText: false);
        Assert.Equal([new Move(Vector.Zero, 1), new Move(new Vector(1, 0), 2)], _client.Asked);
    }

    [Fact]
    public void Face_and_attack_carry_the_angle_and_the_end_of_an_attack_only_turns()
    {
        var session = Started();
        session.Received(Packet.Of("2", 0.0), isText: false);
        session.Received([0x92, 0xa1, (byte)'c', 0x92, 1, 0], isText: false);
        session.Received([0x92, 0xa1, (byte)'c', 0x92, 1, 0xc0], isText: false);
        session.Received([0x92, 0xa1, (byte)'c', 0x91, 0xc3], isText: false);
        session.Received([0x92, 0xa1, (byte)'c', 0x92, 0, 0], isText: false);
        session.Received([0x92, 0xa1, (byte)'c', 0x92, 0, 0xc0], isText: false);
        Assert.Equal([new Face(0), new Attack(null, 0), new Attack(), new Attack(), new Face(0)], _client.Asked);
    }

    [Fact]
    public void An_item_is_used_by_its_kind_number_and_the_bar_is_refreshed_afterwards()
    {
        var session = Started();
        session.Received([0x92, 0xa1, (byte)'5', 0x91, 1], isText: false);
        session.Tell(new Answer(1, new Use("club"), Reply.Ok));
        session.Tell(new Answer(2, new Use("club"), new Rejected(Codes.NotHeld, "")));
        Assert.Equal([new Use("club"), new ShowInventory()], _client.Asked);
    }

    [Fact]
    public void The_bar_lists_the_number_and_name_of_each_kind_held()
    {
        Started().Tell(new Answer(1, new ShowInventory(), new InventoryShown(
            [new(new ItemId("hall:1"), "club", "wooden club"), new(new ItemId("hall:2"), "apple", "apple"), new(new ItemId("hall:3"), "club", "wooden club")], default, 0, 1, 1)));
        Assert.Equal(["""["5", [[0, "apple", 1, "wooden club"]]]"""], _client.Sent);
    }

    [Fact]
    public void The_inventory_is_requested_once_the_room_is_shown()
    {
        Started().Tell(new RoomShown(new RoomId("hall")));
        Assert.Equal([new ShowInventory()], _client.Asked);
    }

    [Fact]
    public void A_chat_is_said_a_whisper_arrives_as_chat_and_a_ping_is_answered()
    {
        var session = Started();
        session.Received(Packet.Of("ch", "hello"), isText: false);
        session.Tell(new WhisperHeard(new PlayerId(7), "Bea", "psst"));
        session.Received(Packet.Of("pp"), isText: false);
        Assert.Equal([new Say("hello")], _client.Asked);
        Assert.Equal(["""["ch", [7, "psst"]]""", """["pp", []]"""], _client.Sent);
    }

    [Theory]
    [InlineData(new byte[] { 0x90 }, 0)]
    [InlineData(new byte[] { 0x92, 1, 2 }, 0)]
    [InlineData(new byte[] { 0x93, 1, 12, 0 }, 0)]
    [InlineData(new byte[] { 0x93, 1, 12, 1 }, 1)]
    [InlineData(new byte[] { 0x93, 0, 12, 1 }, 1)]
    [InlineData(new byte[] { 0x94, 1, 12, 1, 0xc0 }, 1)]
    [InlineData(new byte[] { 0x93, 0xc0, 0xa1, (byte)'x', 0xa1, (byte)'y' }, 0)]
    public void A_purchase_is_answered_with_empty_equipment(byte[] args, int shelf)
    {
        Started().Received([0x92, 0xa3, .. "13c"u8, .. args], isText: false);
        Assert.Equal([$"""["us", [1, 0, {shelf}]]"""], _client.Sent);
        Assert.Equal(0, _client.Malformed);
    }

    [Theory]
    [InlineData(new byte[] { 0x92, 0xa1, (byte)'5', 0x91, 99 })]
    [InlineData(new byte[] { 0x92, 0xa1, (byte)'5', 0x91, 0xff })]
    [InlineData(new byte[] { 0x92, 0xa2, (byte)'r', (byte)'m', 0x90 })]
    [InlineData(new byte[] { 0x92, 14, 0x91, 1 })]
    public void An_unsupported_message_is_counted_and_changes_nothing(byte[] message)
    {
        using var counts = new GatewayCounts();
        Started().Received(message, isText: false);
        Assert.Empty(_client.Asked);
        Assert.Equal(0, _client.Malformed);
        Assert.True(counts["actors.gateway.unsupported[packets]"] >= 1);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0xc1 })]
    [InlineData(new byte[] { 0x91, 33 })]
    [InlineData(new byte[] { 0x93, 33, 0x91, 0, 0 })]
    [InlineData(new byte[] { 0x92, 33, 0 })]
    [InlineData(new byte[] { 0x92, 33, 0x90 })]
    [InlineData(new byte[] { 0x92, 33, 0x91, 0, 0 })]
    [InlineData(new byte[] { 0x92, 33, 0x91, 0xa1, (byte)'0' })]
    [InlineData(new byte[] { 0x92, 33, 0x91, 0xca, 0x7f, 0xc0, 0, 0 })]
    [InlineData(new byte[] { 0x92, 33, 0x91, 0xca, 0x7f, 0x80, 0, 0 })]
    [InlineData(new byte[] { 0x92, 2, 0x91, 0xc0 })]
    [InlineData(new byte[] { 0x92, 0xa1, (byte)'c', 0x91, 2 })]
    [InlineData(new byte[] { 0x92, 0xa1, (byte)'5', 0x90 })]
    [InlineData(new byte[] { 0x92, 0xa2, (byte)'s', (byte)'p', 0x91, 0xa1, (byte)'A' })]
    [InlineData(new byte[] { 0x92, 0xa2, (byte)'c', (byte)'h', 0x91, 7 })]
    [InlineData(new byte[] { 0x92, 0xa2, (byte)'c', (byte)'h', 0x91, 0xa1, 0xff })]
    [InlineData(new byte[] { 0x92, 0xc0, 0x90 })]
    [InlineData(new byte[] { 0x92, 0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x90 })]
    public void Invalid_messages_are_reported_as_malformed_only(byte[] message)
    {
        Started().Received(message, isText: false);
        Assert.Equal(1, _client.Malformed);
        Assert.Empty(_client.Asked);
        Assert.Empty(_client.Sent);
    }

    [Fact]
    public void Random_packets_throw_nothing_and_valid_ones_become_commands()
    {
        const int Messages = 20_000;
        var session = Started();
        var random = new Random(20_000);
        for (var i = 0; i < Messages; i++)
            session.Received(PacketNoise.Next(random), isText: false);
        Assert.All([_client.Asked.Count, _client.Sent.Count, _client.Malformed], static count => Assert.InRange(count, Messages / 100, Messages));
        Assert.All(_client.Asked.OfType<Move>(), static move => Assert.InRange(move.Direction.Length, 0, 1.000001));
    }

    [Fact]
    public void Text_messages_are_malformed()
    {
        Started().Received([0x92, 33, 0x91, 0], isText: true);
        Assert.Equal(1, _client.Malformed);
    }

    [Fact]
    public void Codes_come_from_the_options()
    {
        var session = new PacketsDialect(World, new PacketsOptions { FromClient = { Ping = "0" }, ToClient = { Pong = "p" } }).Open(_client, Request);
        session.Received([0x92, 0xa1, (byte)'0', 0x90], isText: false);
        session.Received([0x92, 0, 0x90], isText: false);
        Assert.Equal(["""["p", []]""", """["p", []]"""], _client.Sent);
    }

    [Fact]
    public void Empty_and_duplicate_codes_are_all_reported_at_once()
    {
        var options = new PacketsOptions { StartSeconds = 0, FromClient = { Move = "", Face = "sp" }, ToClient = { Gone = "1" } };
        Assert.Collection(
            PacketsOptionsCheck.Errors(options, "Actors:Packets"),
            static error => Assert.StartsWith("Actors:Packets: The field StartSeconds", error, StringComparison.Ordinal),
            static error => Assert.Equal("Actors:Packets:FromClient:Move has 1 to 32 characters.", error),
            static error => Assert.Equal("Actors:Packets:FromClient: Start and Face have the same code, \"sp\".", error),
            static error => Assert.Equal("Actors:Packets:ToClient: Count and Gone have the same code, \"1\".", error));
        Assert.Throws<ArgumentException>(() => new PacketsDialect(World, options));
        Assert.Empty(PacketsOptionsCheck.Errors(new PacketsOptions(), ""));
    }

    private static ConnectRequest Request => new("/", new Dictionary<string, string>(), null);

    private static PlayerRecord Player => new() { Id = new PlayerId(1), Name = "guest1", Room = new RoomId("hall") };

    private IDialectSession Open(bool isPlayer = false) => new PacketsDialect(World, new PacketsOptions()).Open(_client, Request with { IsPlayer = isPlayer });

    private IDialectSession Started()
    {
        var session = Open();
        session.Received(Packet.Start("Ada"), isText: false);
        session.Tell(new Welcome(Player, "token"));
        session.Tell(new Entered(new RoomId("hall"), World.Rooms["hall"], Player, First: true, "resume"));
        _client.Asked.Clear();
        return session;
    }

    /// <summary>Records what it is asked for and what it is to be sent.</summary>
    private sealed class AskedClient : IClient
    {
        public List<object> Asked { get; } = [];

        public List<string> Sent { get; } = [];

        public int Malformed { get; private set; }

        public void Start(Hello hello) => Asked.Add(hello);

        public void Input(Command command) => Asked.Add(command);

        public void Ask(Command command, long? id = null) => Asked.Add(command);

        public void AskLine(string line, long? id = null) => Asked.Add(line);

        public void Send(EncodedMessage message)
        {
            var reader = new MessagePackReader(message.Payload.Span);
            Assert.True(MessagePackValue.TryRead(ref reader, out var value) && reader.AtEnd && !message.IsText);
            Sent.Add(value.ToString());
        }

        void IClient.Malformed(string why, long? id) => Malformed++;

        public void UpdateEncoding() => Asked.Add("recoded");

        public void Settle()
        {
            // It speaks this dialect from the beginning.
        }

        public IDialectSession Become(IDialect dialect, ConnectRequest request) => throw new NotSupportedException("It stays what it is.");

        public void Resync() => Asked.Add("resync");

        public void Close(CloseCode code, string reason) => Asked.Add(code);
    }
}
