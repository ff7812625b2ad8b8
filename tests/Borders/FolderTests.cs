namespace Actors.Borders.Tests;

/// <summary>The folders of a project have an order: no two use each other, and none uses itself through others.</summary>
public sealed class FolderTests
{
    public static TheoryData<string> Projects => [.. SourceProject.All.Select(static project => project.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_of_a_project_have_no_cycles(string project)
    {
        var circles = new FolderGraph(CompiledProject.Read(project).Uses).Circles();
        Assert.True(circles.Count == 0, $"Folders of {project} use each other. Move what is used to where it belongs:\n{string.Join('\n', circles.Select(static circle => circle.Explanation))}");
    }

    [Fact]
    public void A_cycle_is_reported_with_its_types()
    {
        var graph = new FolderGraph([Use("Game.Rooms.Inner", "Door", "Game.Store", "Row"), Use("Game.Store.Sql", "Table", "Game.Text", "Words"), Use("Game.Text", "Page", "Game.Rooms", "")]);
        var circle = Assert.Single(graph.Circles());
        Assert.Equal(["Game.Rooms", "Game.Store", "Game.Text"], circle.Folders);
        Assert.Equal(
            ["  Game.Rooms -> Game.Store: Door uses Row", "  Game.Store -> Game.Text: Table uses Words", "  Game.Text -> Game.Rooms: Page has 'using Game.Rooms'"],
            circle.Explanation.TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public void A_subfolder_belongs_to_its_folder() =>
        Assert.Empty(
            new FolderGraph([Use("Game.Rooms", "Room", "Game.Rooms.Inner", "Door"), Use("Game.Rooms.Inner", "Door", "Game.Rooms", "Room"), Use("Game", "Id", "Game.Rooms", "Room")]).Circles());

    [Fact]
    public void The_reader_sees_signatures_bodies_and_usings()
    {
        var uses = CompiledProject.Read(typeof(FolderTests).Assembly.GetName().Name!).Uses;
        Assert.Contains(uses, static use => use is { User.Name: nameof(Planted.Above.Signature), Used.Name: nameof(Planted.Below.Thing) });
        Assert.Contains(uses, static use => use is { User.Name: nameof(Planted.Above.Body), Used.Name: nameof(Planted.Below.Thing) });
        Assert.Contains(uses, static use => use is { User.Name: nameof(Planted.Above.Lambda), Used.Name: nameof(Planted.Below.Thing) });
        Assert.Contains(uses, static use => use is { User.Name: nameof(Planted.Above.Constant), Used: { Name: "", Namespace: "Actors.Borders.Tests.Planted.Below" } });
        Assert.DoesNotContain(uses, static use => use.User.Namespace.EndsWith("Below", StringComparison.Ordinal) && use.Used.Namespace.StartsWith("Actors", StringComparison.Ordinal));
    }

    private static Use Use(string user, string name, string used, string usedName) => new(new TypeName(user, name), new TypeName(used, usedName));
}
