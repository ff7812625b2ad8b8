using Actors.TestKit;

namespace Actors.World.Tests;

public class ExactlyOnceTests
{
    private static RoomScenario Hall()
    {
        var room = new RoomScenario(
            new WorldBuilder().ItemKind("cup").Room("hall", static hall => hall.WithItem("cup", 0, 0)).Build(), "hall");
        room.Enter("Ada");
        return room;
    }

    [Fact]
    public void A_duplicate_command_executes_once_and_is_answered_twice()
    {
        var room = Hall();
        room.Send("Ada", new Take("cup"), 1).ExpectDone("You take the cup.");

        room.Send("Ada", new Take("cup"), 1).ExpectDone("You take the cup.");

        Assert.Empty(room.Events);
        Assert.Empty(room.Changes);
        Assert.Single(room.Player("Ada").Items);
    }

    [Fact]
    public void An_old_command_id_does_nothing_whatever_the_command()
    {
        var room = Hall();
        room.Send("Ada", new Take("cup"), 5).ExpectDone();

        room.Send("Ada", new Drop("cup"), 5).ExpectDone("You take the cup.");
        room.Send("Ada", new Drop("cup"), 3).ExpectRefused(Codes.OldId);

        Assert.Single(room.Player("Ada").Items);
    }

    /// <summary>For example, the command was refused before it reached the room, and its answer was lost; the player has sent another command since.</summary>
    [Fact]
    public void An_old_id_that_never_executed_is_not_acknowledged_as_done()
    {
        var room = Hall();
        room.Send("Ada", new Say("hello"), 2).ExpectDone();

        room.Send("Ada", new Take("cup"), 1).ExpectRefused(Codes.OldId);

        Assert.Empty(room.Player("Ada").Items);
        Assert.Equal(2, room.Player("Ada").Record.LastCommand);
        room.Send("Ada", new Take("cup"), 3).ExpectDone("You take the cup.");
    }

    [Fact]
    public void An_answer_is_saved_with_its_effect()
    {
        var room = Hall();
        room.Send("Ada", new Take("cup"), 1).ExpectDone();
        var again = new RoomScenario(new WorldBuilder().ItemKind("cup").Room("hall").Build(), "hall", room.Saved);
        again.Enter(room.Saved.Load(room.Id("Ada"))!).ExpectDone();

        again.Send("Ada", new Take("cup"), 1).ExpectDone("You take the cup.");

        Assert.Single(again.Player("Ada").Items);
    }

    [Fact]
    public void Only_the_latest_32_answers_are_kept()
    {
        var room = Hall();
        for (var id = 1; id <= 40; id++)
            room.Send("Ada", id % 2 == 1 ? new Take("cup") : new Drop("cup"), id).ExpectDone();

        var recent = room.Player("Ada").Record.Recent;

        Assert.Equal(Enumerable.Range(9, 32).Select(static id => (long)id), recent.Select(static result => result.Command));
        room.Send("Ada", new Drop("cup"), 40).ExpectDone("You drop the cup.");
        room.Send("Ada", new Take("cup"), 9).ExpectDone("You take the cup.");
        room.Send("Ada", new Take("cup"), 8).ExpectRefused(Codes.OldId);
        Assert.Empty(room.Player("Ada").Items);
    }

    [Fact]
    public void Look_and_say_write_no_row()
    {
        var room = Hall();

        room.Type("Ada", "look").Expect<Described>();
        room.Type("Ada", "say hello").ExpectDone();

        Assert.Null(room.Saved.Load(room.Id("Ada")));
    }

    [Fact]
    public void Input_without_an_id_executes_every_time()
    {
        var room = Hall();
        room.Send("Ada", new Face(1), 0).ExpectDone();
        room.Send("Ada", new Face(2), 0).ExpectDone();

        Assert.Equal(2000, room.View("Ada").FacingMilli);
        Assert.Equal(0, room.Player("Ada").Record.LastCommand);
    }
}
