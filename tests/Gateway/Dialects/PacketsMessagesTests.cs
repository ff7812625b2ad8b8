using Actors.Channels;
using Actors.Codecs.MessagePack;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Packets;
using Actors.TestKit;
using Actors.World;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>Every message that the dialect's clients are sent about a room, as its bytes read.</summary>
public sealed class PacketsMessagesTests
{
    private static readonly WorldDefinition World = new WorldBuilder()
        .ItemKind("apple", kind => kind with { Heals = 5 })
        .ItemKind("club", kind => kind with { AttackBonus = 5 })
        .CreatureKind("rat")
        .Room("field", room => (room with { Width = 100, Height = 100 }).WithRock(10, -20, 2).WithWall(-30, 0, 1, 3)
            .WithNode(Resource.Gold, 5, 0).WithNode(Resource.Wood, 0, 2, onTouch: false).WithItem("club", 0, 0))
        .Room("hall", room => (room with { Width = 200, Height = 100 }).WithCreature("rat", 1, 0))
        .Build();

    private static readonly WorldDefinition Meadow = new WorldBuilder().Room("meadow", static room => room with { Width = 100, Height = 100 }).Build();

    private readonly RoomScenario _field = new(World, "field");
    private readonly IRoomEncoder _encoder = EncoderOf(World, "field");
    private readonly EncodedFrame _encoded = new();

    [Fact]
    public void A_new_viewer_is_sent_the_player_count_the_players_and_the_scenery()
    {
        _field.Enter("Ann");
        _field.Enter("Bea", 10, -5);
        Next();
        Assert.Equal(
            [
                """["1", [2]]""",
                """["2", [[1, 1, "Ann", 500, 500, 0, 100, 100, 5, 0], false]]""",
                """["2", [[2, 2, "Bea", 600, 450, 0, 100, 100, 5, 0], true]]""",
                """["6", [[-1, 600, 300, 0, 20, 4, null, -1, -2, 200, 490, 0, 5, 4, null, -1, -3, 200, 500, 0, 5, 4, null, -1, -4, 200, 510, 0, 5, 4, null, -1, """
                + "-5, 550, 500, 0, 5, 3, null, -1, -6, 500, 520, 0, 5, 0, null, -1]]]",
            ],
            Introduction("Bea"));
    }

    [Fact]
    public void A_viewer_not_yet_in_the_frame_is_counted()
    {
        _field.Enter("Ann");
        Next();
        Assert.Equal("""["1", [2]]""", Introduction("Bea")[0]);
    }

    [Fact]
    public void Rows_of_13_values_are_sent_every_tick_even_if_nobody_moves()
    {
        _field.Enter("Ann");
        _field.Enter("Bea", 10, -5);
        var rows = """["33", [[1, 500, 500, 0, -1, 0, 0, null, 0, 0, 0, 0, 1, 2, 600, 450, 0, -1, 0, 0, null, 0, 0, 0, 0, 1]]]""";
        Next();
        Assert.Equal(rows, Read(_encoded.State!));
        _field.Tick();
        Next();
        Assert.Equal(rows, Read(_encoded.State!));
        Assert.Equal(rows, Read(_encoder.Refresh()!));
        Assert.Equal(rows, Read(_encoder.Keyframe()!));
        Assert.True(World.Rules.TickMilliseconds == 50 && new PacketsDialect(World, new PacketsOptions()).Encoding.EveryTick);
    }

    [Theory]
    [InlineData(0, 550, 500)]
    [InlineData(1.57, 500, 550)]
    [InlineData(-1.57, 500, 450)]
    [InlineData(3.14, 450, 500)]
    [InlineData(0.785, 535.36, 535.36)]
    public void Angle_0_points_right_half_pi_points_down_and_ten_units_are_one_world_unit(double angle, double x, double y)
    {
        var meadow = new RoomScenario(Meadow, "meadow");
        meadow.Enter("Ann");
        meadow.Send("Ann", new Move(Vector.FromAngle(angle), 1), 0);
        meadow.Tick(1000 / World.Rules.TickMilliseconds);
        EncoderOf(Meadow, "meadow").Encode(meadow.Frame(), _encoded);
        var row = Row(_encoded.State!, 0);
        Assert.Equal(x, row[1], 0.1);
        Assert.Equal(y, row[2], 0.1);
        Assert.Equal(angle, row[3], 0.001);
    }

    [Fact]
    public void A_newcomer_is_shown_to_the_others_and_to_itself_as_self()
    {
        _field.Enter("Ann");
        Next();
        _field.Enter("Bea");
        Next();
        Assert.Equal(["""["2", [[2, 2, "Bea", 500, 500, 0, 100, 100, 5, 0], false]]"""], EventsFor("Ann"));
        Assert.Equal(["""["2", [[2, 2, "Bea", 500, 500, 0, 100, 100, 5, 0], true]]"""], EventsFor("Bea"));
    }

    [Fact]
    public void Leaving_removes_player_and_row()
    {
        _field.Enter("Ann");
        _field.Enter("Bea");
        Next();
        _field.Do("Ann leaves", (room, effects) =>
        {
            room.Leave(new PlayerId(1), effects);
            return Reply.Ok;
        });
        Next();
        Assert.Equal(["""["4", [1]]"""], EventsFor("Bea"));
        Assert.Equal(2, Row(_encoded.State!, 0)[0]);
    }

    [Fact]
    public void A_renamed_player_is_shown_again()
    {
        _field.Enter("Ann");
        Next();
        _field.Do("rename", (room, effects) =>
        {
            room.Rename(new PlayerId(1), "Zoe", effects);
            return Reply.Ok;
        });
        Next();
        Assert.Equal(["""["2", [[1, 1, "Zoe", 500, 500, 0, 100, 100, 5, 0], true]]"""], EventsFor("Ann"));
    }

    [Fact]
    public void A_gathered_resource_is_granted_and_removed_and_shown_again_on_respawn()
    {
        _field.Enter("Ann", 5, 0);
        Next();
        _field.Tick();
        Next();
        Assert.Equal(["""["4", [-5]]""", """["9", ["gold", 1, 1]]"""], EventsFor("Ann"));
        Assert.DoesNotContain("-5, 550", Introduction("Ann")[^1], StringComparison.Ordinal);
        _field.Send("Ann", new Move(new Vector(-1, 0), 1), 0);
        _field.Tick(600);
        Next();
        Assert.Equal(["""["6", [[-5, 550, 500, 0, 5, 3, null, -1]]]"""], EventsFor("Ann"));
        Assert.Contains("-5, 550", Introduction("Ann")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_attack_shows_whether_it_hit()
    {
        _field.Enter("Ann");
        Next();
        _field.Send("Ann", new Attack(AngleRadians: 3), 0);
        Next();
        Assert.Equal(["""["7", [1, 0, 0]]"""], EventsFor("Ann"));
        _field.Tick(World.Rules.AttackCooldownTicks);
        _field.Send("Ann", new Attack(AngleRadians: Math.PI / 2), 0);
        Next();
        Assert.Equal(["""["4", [-6]]""", """["7", [1, 1, 0]]""", """["9", ["wood", 1, 1]]"""], EventsFor("Ann"));
    }

    [Fact]
    public void Chat_carries_the_speakers_id()
    {
        _field.Enter("Ann");
        Next();
        _field.Send("Ann", new Say("hello"));
        Next();
        Assert.Equal(["""["ch", [1, "hello"]]"""], EventsFor("Bea"));
    }

    [Fact]
    public void A_row_has_the_held_items_kind_number()
    {
        _field.Enter("Ann");
        _field.Type("Ann", "take club");
        _field.Type("Ann", "use club");
        Next();
        Assert.Equal(1, Row(_encoded.State!, 0)[4]);
    }

    [Fact]
    public void A_viewer_who_leaves_a_room_is_sent_removals_for_all_but_itself()
    {
        _field.Enter("Ann");
        _field.Enter("Bea");
        Next();
        _encoded.Clear();
        _encoder.OnUnsubscribed(_field.Id("Bea"), _encoded);
        Assert.Equal(
            ["""["4", [1]]""", """["4", [-1]]""", """["4", [-2]]""", """["4", [-3]]""", """["4", [-4]]""", """["4", [-5]]""", """["4", [-6]]"""],
            EventsFor("Bea"));
    }

    [Fact]
    public void A_non_square_room_is_drawn_square_and_angles_follow_the_picture()
    {
        var hall = new RoomScenario(World, "hall");
        hall.Enter("Ann", 50, 25);
        hall.Send("Ann", new Face(Math.PI / 4), 0);
        var encoder = EncoderOf(World, "hall");
        encoder.Encode(hall.Frame(), _encoded);
        var row = Row(_encoded.State!, 0);
        Assert.Equal((750, 750), (row[1], row[2]));
        Assert.Equal(Math.Atan2(2, 1), row[3], 0.001);
    }

    [Fact]
    public void A_skipped_frame_leaves_no_ghost()
    {
        _field.Enter("Ann");
        Next();
        _field.Enter("Bea");
        _field.Frame();
        _field.Enter("Cid");
        _field.Do("Bea leaves", (room, effects) =>
        {
            room.Leave(new PlayerId(2), effects);
            return Reply.Ok;
        });
        Next();
        Assert.Equal(["""["2", [[3, 3, "Cid", 500, 500, 0, 100, 100, 5, 0], false]]"""], EventsFor("Ann"));
    }

    private static IRoomEncoder EncoderOf(WorldDefinition world, string room) =>
        new PacketsDialect(world, new PacketsOptions()).Encoding.For(new RoomId(room), world.Rooms[room]);

    private void Next()
    {
        _encoded.Clear();
        _encoder.Encode(_field.Frame(), _encoded);
    }

    private string[] Introduction(string viewer)
    {
        var introduction = new EncodedFrame();
        _encoder.OnSubscribed(_field.Id(viewer), introduction);
        return [.. introduction.Events.Select(static told => Read(told.Message))];
    }

    private string[] EventsFor(string viewer) => [.. _encoded.Events.Where(told => told.IsFor(_field.Id(viewer))).Select(static told => Read(told.Message))];

    private static string Read(EncodedMessage message) => ValueOf(message).ToString();

    private static MessagePackValue ValueOf(EncodedMessage message)
    {
        Assert.False(message.IsText);
        var reader = new MessagePackReader(message.Payload.Span);
        Assert.True(MessagePackValue.TryRead(ref reader, out var value) && reader.AtEnd);
        return value;
    }

    private static double[] Row(EncodedMessage rows, int number)
    {
        var args = ((MessagePackValue.Array)((MessagePackValue.Array)ValueOf(rows)).Items[1]).Items;
        return [.. ((MessagePackValue.Array)args[0]).Items.Skip(number * 13).Take(13).Select(static value => value switch
        {
            MessagePackValue.Integer integer => integer.Value,
            MessagePackValue.Float real => real.Value,
            _ => double.NaN,
        })];
    }
}
