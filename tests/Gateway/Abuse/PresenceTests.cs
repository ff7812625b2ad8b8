using Actors.Cluster;
using Actors.Gateway.Connections;
using Actors.World;
using Xunit;

namespace Actors.Gateway.Tests.Abuse;

public sealed class PresenceTests
{
    private static readonly RoomId Plaza = new("plaza");
    private static readonly PlayerId Ann = new(1);
    private static readonly ConnectionAddress First = new("local", 1);
    private static readonly ConnectionAddress Second = new("local", 2);

    private readonly Presence _presence = new();

    [Fact]
    public void A_player_is_found_by_name_in_any_case()
    {
        _presence.Apply(new PresenceChanged(Ann, "Ann", Plaza, First));
        Assert.Equal(Ann, _presence.Find("aNN")?.Player);
    }

    [Fact]
    public void A_rename_forgets_the_old_name()
    {
        _presence.Apply(new PresenceChanged(Ann, "Ann", Plaza, First));
        _presence.Apply(new PresenceChanged(Ann, "Bea", Plaza, First));
        Assert.Null(_presence.Find("Ann"));
        Assert.NotNull(_presence.Find("Bea"));
        Assert.Equal(1, _presence.Count);
    }

    [Fact]
    public void A_rename_that_changes_only_the_case_keeps_the_name()
    {
        _presence.Apply(new PresenceChanged(Ann, "ann", Plaza, First));
        _presence.Apply(new PresenceChanged(Ann, "Ann", Plaza, First));
        Assert.Equal("Ann", _presence.Find("ANN")?.Name);
    }

    [Fact]
    public void An_older_session_that_ends_late_does_not_take_the_newer_one_away()
    {
        _presence.Apply(new PresenceChanged(Ann, "Ann", Plaza, First));
        _presence.Apply(new PresenceChanged(Ann, "Ann", Plaza, Second));
        _presence.Apply(new PresenceChanged(Ann, "Ann", null, First));
        Assert.Equal(Second, _presence.Find("Ann")?.Connection);
        _presence.Apply(new PresenceChanged(Ann, "Ann", null, Second));
        Assert.Null(_presence.Find("Ann"));
        Assert.Equal(0, _presence.Count);
    }

    [Fact]
    public void A_list_is_by_name_and_bounded()
    {
        foreach (var (id, name) in new[] { (1, "c"), (2, "A"), (3, "b") })
            _presence.Apply(new PresenceChanged(new PlayerId(id), name, Plaza, new ConnectionAddress("local", id)));
        Assert.Equal(["A", "b"], _presence.List(2).Select(player => player.Name));
    }
}
