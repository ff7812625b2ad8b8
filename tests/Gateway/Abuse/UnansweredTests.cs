using Actors.Gateway.Connections;
using Actors.World;
using Xunit;

namespace Actors.Gateway.Tests.Abuse;

public sealed class UnansweredTests
{
    private static readonly Rejected Mistake = new(Codes.BadMessage, "?");

    private readonly Unanswered _unanswered = new(capacity: 3);

    [Fact]
    public void Ids_grow_from_the_last_that_took_effect()
    {
        _unanswered.StartAfter(7);
        Assert.Equal(AskOutcome.Added, _unanswered.TryAdd(new Look(), null, out var first));
        Assert.Equal(AskOutcome.Added, _unanswered.TryAdd(new Look(), null, out var second));
        Assert.Equal((8, 9), (first, second));
    }

    [Fact]
    public void Commands_beyond_the_limit_are_refused_until_one_is_answered()
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal(AskOutcome.Added, _unanswered.TryAdd(new Look(), null, out _));
        Assert.Equal(AskOutcome.TooMany, _unanswered.TryAdd(new Look(), null, out _));
        Assert.True(_unanswered.TryTake(1, out _));
        Assert.Equal(AskOutcome.Added, _unanswered.TryAdd(new Look(), null, out _));
    }

    [Fact]
    public void The_same_id_is_asked_once()
    {
        Assert.Equal(AskOutcome.Added, _unanswered.TryAdd(new Look(), 5, out _));
        Assert.Equal(AskOutcome.AlreadyAsked, _unanswered.TryAdd(new Look(), 5, out _));
        Assert.True(_unanswered.TryTake(5, out _));
        Assert.False(_unanswered.TryTake(5, out _));
    }

    [Fact]
    public void What_waits_is_kept_in_the_order_in_which_it_was_asked()
    {
        _unanswered.TryAdd(new Look(), null, out _);
        _unanswered.TryAdd(new Say("hello"), null, out _);
        Assert.Equal([1L, 2L], _unanswered.All.Select(asked => asked.Id));
    }

    [Fact]
    public void A_mistake_waits_for_the_commands_before_it()
    {
        _unanswered.TryAdd(new Look(), 1, out _);
        _unanswered.TryAddAnswered(2, Mistake);
        _unanswered.TryAdd(new Look(), 3, out _);
        Assert.Empty(_unanswered.TakeMistakes());
        _unanswered.TryTake(1, out _);
        Assert.Equal([2L], _unanswered.TakeMistakes().Select(mistake => mistake.Id));
        Assert.False(_unanswered.IsEmpty);
    }

    [Fact]
    public void Mistakes_that_wait_are_bounded()
    {
        _unanswered.TryAdd(new Look(), 1, out _);
        var taken = Enumerable.Range(2, 1000).Count(id => _unanswered.TryAddAnswered(id, Mistake));
        _unanswered.TryTake(1, out _);
        Assert.Equal(11, taken);
        Assert.Equal(taken, _unanswered.TakeMistakes().Count());
    }
}
