using Actors.Rules;

using static Actors.World.Tests.TinyWorld;

namespace Actors.World.Tests;

/// <summary>What world.yaml says of rooms that were renamed.</summary>
public class FormerRoomTests
{
    [Fact]
    public void A_former_id_resolves_to_the_renamed_room()
    {
        var world = Valid(WithFormer("parlour: { movedTo: hall }"));
        Assert.Equal(new RoomId("hall"), world.PresentId(new RoomId("parlour")));
        Assert.Equal(new RoomId("hall~2"), world.PresentId(new RoomId("parlour~2")));
        Assert.Equal(new RoomId("garden"), world.PresentId(new RoomId("garden")));
        Assert.Equal([new RoomId("parlour~3")], world.FormerIds(new RoomId("hall~3")));
        Assert.Empty(world.FormerIds(new RoomId("garden")));
    }

    [Fact]
    public void A_room_renamed_twice_is_found_by_each_former_id()
    {
        var world = Valid(WithFormer("cabin: { movedTo: parlour }", "parlour: { movedTo: hall }"));
        Assert.Equal([new RoomId("hall"), new RoomId("hall")], [world.PresentId(new RoomId("cabin")), world.PresentId(new RoomId("parlour"))]);
        Assert.Equal([new RoomId("cabin"), new RoomId("parlour")], world.FormerIds(new RoomId("hall")));
    }

    [Fact]
    public void A_zone_lists_its_rooms_in_file_order()
    {
        const string Shed = "\n  attic:\n    title: A\n    description: A.\n    size: [8, 8]\n    exits:\n      down: { to: hall, at: [0, 4] }\n";
        var files = Edited(HouseFile, "      north: { to: garden, at: [0, -5] }", "      north: { to: garden, at: [0, -5] }\n      up: { to: attic, at: [-8, 5] }");
        files[1] = files[1] with { Text = files[1].Text + Shed };
        Assert.Equal(["hall", "attic"], Valid(ContentLoader.Read(files, BuiltInRules.All)).Zones["house"].Rooms);
    }

    [Theory]
    [InlineData("hall: { movedTo: garden }", "content/world.yaml:4:3: there is a room \"hall\"; only one that is called otherwise now can have moved")]
    [InlineData("parlour: { movedTo: hal }", "content/world.yaml:4:23: there is no room \"hal\"; did you mean \"hall\"?")]
    [InlineData("parlour: { movedTo: cabin }\n  cabin: { movedTo: parlour }", "content/world.yaml:4:23: former room \"parlour\" leads in a circle: parlour, cabin",
        "content/world.yaml:5:21: former room \"cabin\" leads in a circle: cabin, parlour")]
    [InlineData("parlour: {}", "content/world.yaml:4:3: former room \"parlour\" lacks \"movedTo\"")]
    [InlineData("parlour: hall", "content/world.yaml:4:12: former room \"parlour\" must be a map of keys, not hall")]
    [InlineData("Parlour: { movedTo: hall }", "content/world.yaml:4:3: \"formerRooms\" must be an id: a to z, 0 to 9, - and _, a letter first, at most 40; not \"Parlour\"")]
    public void Mistakes_are_all_listed(string former, params string[] expected) => Assert.Equal(expected, WithFormer(former).Errors.Select(static error => error.ToString()));

    [Fact]
    public void An_exit_to_a_former_id_is_an_error_naming_the_new_room()
    {
        var files = Edited(OutsideFile, "to: hall", "to: parlour");
        files[0] = files[0] with { Text = files[0].Text + "\nformerRooms:\n  parlour: { movedTo: hall }" };
        Assert.Contains(ContentLoader.Read(files, BuiltInRules.All).Errors, static error => error.Message == "there is no room \"parlour\"; it has moved to \"hall\"");
    }

    private static ContentResult WithFormer(params string[] former) =>
        With(WorldFile, "defaultRoom: hall\n", $"defaultRoom: hall\nformerRooms:\n  {string.Join("\n  ", former)}\n");
}
