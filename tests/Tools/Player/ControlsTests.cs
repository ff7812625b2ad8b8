using Actors.Tools.Player;

namespace Actors.Tools.Tests.Player;

public sealed class ControlsTests
{
    private static readonly (double Width, double Height) Field = (100, 60);

    [Fact]
    public void A_small_room_is_shown_whole_and_a_large_one_around_the_player()
    {
        Assert.Equal(new MapWindow(-50, -30, 1, 100, 30), MapWindow.Of(Field, (40, 0), 100, 30, whole: null));
        Assert.Equal(new MapWindow(10, -10, 1, 40, 10), MapWindow.Of(Field, (40, 0), 40, 10, whole: null));
        Assert.Equal(new MapWindow(-20, -10, 1, 40, 10), MapWindow.Of(Field, (0, 0), 40, 10, whole: null));
        Assert.Equal((3, 34), (MapWindow.Of(Field, (0, 0), 40, 10, whole: true).UnitsPerColumn, MapWindow.Of(Field, (0, 0), 40, 10, whole: true).Columns));
        Assert.True(MapWindow.Of(Field, (0, 0), 100, 30, whole: false).UnitsPerColumn <= 1);
    }

    [Theory]
    [InlineData(-50, -30)]
    [InlineData(49.9, 29.9)]
    [InlineData(0, 0)]
    public void The_player_is_in_the_map_window_wherever_it_stands(double x, double y)
    {
        foreach (var whole in new bool?[] { null, true, false })
        {
            var window = MapWindow.Of(Field, (x, y), 37, 9, whole);
            var (column, row) = window.CellOf(x, y);
            Assert.True(window.Has(column, row), $"{window} {column} {row}");
        }
    }

    [Fact]
    public void A_walk_ends_a_moment_after_the_last_press_of_its_arrow()
    {
        var steering = new Steering();
        Assert.Equal((1, 0), steering.Press(1, 0, onAndOn: false, now: 0));
        Assert.Null(steering.Pass(500));
        Assert.Null(steering.Press(1, 0, onAndOn: false, now: 500));
        Assert.Null(steering.Press(1, 0, onAndOn: false, now: 530));
        Assert.Null(steering.Pass(679));
        Assert.Equal((0, 0), steering.Pass(680));
        Assert.Null(steering.Pass(700));
    }

    [Fact]
    public void With_shift_a_walk_goes_on_until_it_is_stopped_or_turned()
    {
        var steering = new Steering();
        steering.Press(1, 0, onAndOn: true, now: 0);
        Assert.Null(steering.Pass(100_000));
        Assert.Equal((0, 1), steering.Press(0, 1, onAndOn: false, now: 100_000));
        Assert.Equal((0, 0), steering.Pass(100_600));
        steering.Press(1, 0, onAndOn: true, now: 0);
        Assert.Equal((0, 0), steering.Stop());
        Assert.Null(steering.Stop());
    }

    [Theory]
    [InlineData("ta", "take ")]
    [InlineData("take br", "take brass lamp ")]
    [InlineData("take brass la", "take brass lamp ")]
    [InlineData("TAKE BR", "TAKE brass lamp ")]
    [InlineData("whisper B", "whisper B")]
    [InlineData("whisper bE", "whisper bE")]
    [InlineData("go n", "go north")]
    [InlineData("go no", "go north")]
    [InlineData("xyz", "xyz")]
    [InlineData("", "")]
    public void Tab_completes_a_name_up_to_ambiguity(string typed, string completed)
    {
        var prompt = Typed(typed);
        prompt.Complete(["take", "brass lamp", "Ben", "Bea", "north", "northwest", "Ben"]);
        Assert.Equal(completed, prompt.Text);
    }

    [Fact]
    public void Typed_lines_are_recalled_without_repetitions()
    {
        var prompt = Typed("look");
        Assert.Equal("look", prompt.Enter());
        Assert.Equal("look", Enter(prompt, "look"));
        Assert.Equal("go north", Enter(prompt, "go north "));
        Assert.Null(prompt.Enter());
        prompt.Recall(-1);
        Assert.Equal("go north", prompt.Text);
        prompt.Recall(-1);
        prompt.Recall(-1);
        Assert.Equal("look", prompt.Text);
        prompt.Recall(1);
        prompt.Recall(1);
        Assert.Equal("", prompt.Text);
    }

    [Fact]
    public void Erase_removes_a_whole_character()
    {
        var prompt = Typed("hi🙂");
        prompt.Erase();
        Assert.Equal("hi", prompt.Text);
        prompt.Erase();
        prompt.Erase();
        prompt.Erase();
        Assert.Equal("", prompt.Text);
    }

    private static Prompt Typed(string text)
    {
        var prompt = new Prompt();
        foreach (var letter in text)
            prompt.Type(letter);
        return prompt;
    }

    private static string? Enter(Prompt prompt, string text)
    {
        foreach (var letter in text)
            prompt.Type(letter);
        return prompt.Enter();
    }
}
