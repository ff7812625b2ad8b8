using Actors.Gateway.Connections;
using Actors.World;
using Xunit;

namespace Actors.Gateway.Tests.Abuse;

public sealed class PendingCommandsTests
{
    private static readonly Rejected Mistake = new(Codes.BadMessage, "?");
    private static readonly Rejected Answer = new(Codes.NotHere, "no");

    private readonly PendingCommands _unanswered = new(capacity: 3);

    [Fact]
    public void Ids_continue_after_the_last_applied_one()
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
        Assert.Equal([1L], Answered(1));
        Assert.Equal(AskOutcome.Added, _unanswered.TryAdd(new Look(), null, out _));
    }

    [Fact]
    public void The_same_id_is_added_once()
    {
        Assert.Equal(AskOutcome.Added, _unanswered.TryAdd(new Look(), 5, out _));
        Assert.Equal(AskOutcome.AlreadyAsked, _unanswered.TryAdd(new Look(), 5, out _));
        Assert.Equal([5L], Answered(5));
        Assert.False(_unanswered.TryAnswer(5, Answer));
    }

    [Fact]
    public void Pending_commands_keep_their_order()
    {
        _unanswered.TryAdd(new Look(), null, out _);
        _unanswered.TryAdd(new Say("hello"), null, out _);
        Assert.Equal([1L, 2L], _unanswered.All.Select(asked => asked.Id));
    }

    [Fact]
    public void A_refusal_waits_for_the_commands_before_it()
    {
        _unanswered.TryAdd(new Look(), 1, out _);
        _unanswered.TryAddAnswered(2, Mistake);
        _unanswered.TryAdd(new Look(), 3, out _);
        Assert.Empty(_unanswered.TakeAnswered());
        Assert.Equal([1L, 2L], Answered(1));
        Assert.False(_unanswered.IsEmpty);
    }

    [Fact]
    public void Waiting_refusals_are_bounded()
    {
        _unanswered.TryAdd(new Look(), 1, out _);
        var taken = Enumerable.Range(2, 1000).Count(id => _unanswered.TryAddAnswered(id, Mistake));
        Assert.Equal(11, taken);
        Assert.Equal(taken + 1, Answered(1).Count);
    }

    [Fact]
    public void Answers_are_released_in_command_order()
    {
        for (var i = 0; i < 3; i++)
            _unanswered.TryAdd(new Look(), null, out _);
        Assert.Empty(Answered(3));
        Assert.Equal([1L, 2L], _unanswered.All.Select(asked => asked.Id));
        Assert.Equal([1L], Answered(1));
        Assert.False(_unanswered.TryAnswer(3, Mistake));
        Assert.Equal([2L, 3L], Answered(2));
        Assert.True(_unanswered.IsEmpty);
    }

    private List<long> Answered(long id)
    {
        Assert.True(_unanswered.TryAnswer(id, Answer));
        return [.. _unanswered.TakeAnswered().Select(static answered => answered.Id)];
    }
}
