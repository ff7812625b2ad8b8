using Actors.Tools.Load.Play;

namespace Actors.Tools.Tests;

/// <summary>The checks of <c>load --play</c>, on answers that a server must not give.</summary>
public sealed class PlayChecksTests
{
    private readonly PlayChecks _checks = new();

    [Fact]
    public void Answers_in_the_order_of_the_asking_and_an_inventory_as_acknowledged_are_no_fault()
    {
        Take("lamp");
        Take("rope");
        Ask("drop", "lamp");
        _checks.Answer(1, ok: true, null);
        _checks.Answer(2, ok: false, "already_taken");
        _checks.Answer(3, ok: true, null);
        _checks.Compare([]);
        Assert.Empty(_checks.Faults);
        Assert.Equal((1, 1), (_checks.Done["take"], _checks.Refused["already_taken"]));
    }

    [Fact]
    public void A_command_that_is_answered_twice_is_a_fault()
    {
        Take("lamp");
        _checks.Answer(1, ok: true, null);
        _checks.Answer(1, ok: true, null);
        Assert.Equal("command 1 was answered twice", Assert.Single(_checks.Faults));
    }

    [Fact]
    public void An_answer_that_overtakes_another_is_a_fault()
    {
        Take("lamp");
        Take("rope");
        _checks.Answer(2, ok: true, null);
        Assert.Equal("command 2 was answered before command 1", Assert.Single(_checks.Faults));
        Assert.Equal(1, Assert.Single(_checks.Pending).Id);
    }

    [Fact]
    public void An_answer_to_nothing_is_a_fault()
    {
        _checks.Answer(7, ok: true, null);
        Assert.Equal("command 7 was answered and never asked", Assert.Single(_checks.Faults));
    }

    [Theory]
    [InlineData("")]
    [InlineData("lamp,lamp,rope")]
    [InlineData("lamp,rope,sword")]
    [InlineData("rope,rope")]
    public void An_inventory_that_is_not_what_was_acknowledged_is_a_fault(string shown)
    {
        Take("lamp");
        Take("rope");
        _checks.Answer(1, ok: true, null);
        _checks.Answer(2, ok: true, null);
        _checks.Compare(["rope", "lamp"]);
        Assert.Empty(_checks.Faults);
        _checks.Compare(shown.Split(',', StringSplitOptions.RemoveEmptyEntries));
        Assert.Single(_checks.Faults);
    }

    [Fact]
    public void No_more_is_asked_than_a_client_may_have_unanswered_and_faults_do_not_pile_up()
    {
        for (var i = 0; i < 16; i++)
            Take("lamp");
        Assert.Null(_checks.Ask("look", null, isItem: false));
        for (var id = 100; id < 200; id++)
            _checks.Answer(id, ok: true, null);
        Assert.Equal((100, 8), (_checks.FaultCount, _checks.Faults.Count));
    }

    private void Take(string item) => Ask("take", item);

    private void Ask(string verb, string item) => Assert.NotNull(_checks.Ask(verb, item, isItem: true));
}
