using Actors.Tools.Load.Play;

namespace Actors.Tools.Tests;

/// <summary>The checks of <c>load --play</c>, on answers that a server must not give.</summary>
public sealed class PlayChecksTests
{
    private readonly PlayChecks _checks = new();

    [Fact]
    public void Answers_in_order_and_a_matching_inventory_are_no_fault()
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
    public void A_duplicate_answer_is_a_fault()
    {
        Take("lamp");
        _checks.Answer(1, ok: true, null);
        _checks.Answer(1, ok: true, null);
        Assert.Equal("command 1 was answered twice", Assert.Single(_checks.Faults));
    }

    [Fact]
    public void An_out_of_order_answer_is_a_fault()
    {
        Take("lamp");
        Take("rope");
        _checks.Answer(2, ok: true, null);
        Assert.Equal("command 2 was answered before command 1", Assert.Single(_checks.Faults));
        Assert.Equal(1, Assert.Single(_checks.Pending).Id);
    }

    [Fact]
    public void A_stray_answer_is_a_fault()
    {
        _checks.Answer(7, ok: true, null);
        Assert.Equal("command 7 was answered and never asked", Assert.Single(_checks.Faults));
    }

    [Theory]
    [InlineData("")]
    [InlineData("lamp,lamp,rope")]
    [InlineData("lamp,rope,sword")]
    [InlineData("rope,rope")]
    public void An_inventory_that_differs_from_the_answers_is_a_fault(string shown)
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
    public void Pending_commands_and_stored_faults_are_limited()
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
