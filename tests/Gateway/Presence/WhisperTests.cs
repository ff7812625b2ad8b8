using Actors.Gateway.Presence;
using Actors.PlayerDirectory;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Tests.Presence;

public sealed class WhisperTests : PresenceKit
{
    [Fact]
    public void A_whisper_is_answered_with_the_recipients_name_in_its_own_case()
    {
        Players.Whisper(5, "aNN", Hello, TestActor);
        Presence.Tell(new WhisperSent(Sent<WhisperTo>().Id, "Ann"));
        ExpectMsg(new WhisperOutcome(5, "Ann", IsKnown: true));
    }

    [Fact]
    public void A_whisper_to_nobody_finds_nobody()
    {
        Players.Whisper(5, "Ann", Hello, TestActor);
        Presence.Tell(new WhisperSent(Sent<WhisperTo>().Id, null));
        ExpectMsg(new WhisperOutcome(5, null, IsKnown: true));
    }

    [Fact]
    public void A_late_directory_answer_is_ignored()
    {
        Players.Whisper(5, "Ann", Hello, TestActor);
        Advance(PresenceActor.WhisperPatience);
        ExpectMsg(new WhisperOutcome(5, null, IsKnown: false));
        Presence.Tell(new WhisperSent(Sent<WhisperTo>().Id, "Ann"));
        Settle();
        Assert.False(HasMessages);
    }

    [Fact]
    public void No_timeout_follows_an_answer()
    {
        Players.Whisper(5, "Ann", Hello, TestActor);
        Presence.Tell(new WhisperSent(Sent<WhisperTo>().Id, "Ann"));
        ExpectMsg<WhisperOutcome>();
        Advance(PresenceActor.WhisperPatience * 2);
        Settle();
        Assert.False(HasMessages);
    }

    [Fact]
    public void Whispers_over_the_limit_fail_at_once()
    {
        var others = CreateTestProbe();
        for (var i = 0; i < PresenceActor.MaxWhispers; i++)
            Players.Whisper(i, "Ann", Hello, others);
        Players.Whisper(5, "Ann", Hello, TestActor);
        ExpectMsg(new WhisperOutcome(5, null, IsKnown: false));
    }

    [Fact]
    public void Pending_whispers_and_lists_are_answered_when_presence_stops()
    {
        Bus.Others = 1;
        Players.Whisper(5, "Ann", Hello, TestActor);
        Players.List(6, TestActor);
        Settle();
        Sys.Stop(Presence);
        ExpectMsg(new WhisperOutcome(5, null, IsKnown: false));
        Assert.Equal(6, ExpectMsg<PlayersListed>().Id);
    }

    [Fact]
    public void On_a_standalone_server_a_whisper_finds_its_player_and_a_shout_comes_back()
    {
        var directory = Sys.ActorOf(BucketsParent.Props());
        var players = new WorldPlayers(Sys.ActorOf(PresenceActor.Props(directory, Endpoint, new StandaloneGatewayBus(Endpoint))));
        players.Entered(Ann, "Ann", Plaza, First);
        players.Whisper(1, "ANN", Hello, TestActor);
        ExpectMsg(new WhisperOutcome(1, "Ann", IsKnown: true));
        Endpoint.ExpectMsg(new WhisperFor(First, Hello));
        players.Left(Ann, "Ann", First);
        players.Whisper(2, "Ann", Hello, TestActor);
        ExpectMsg(new WhisperOutcome(2, null, IsKnown: true));
        players.Publish(new Actors.Rooms.Shouted(Ann, "Ann", new ZoneId("town"), "hey"));
        Endpoint.ExpectMsg(new Actors.Rooms.Shouted(Ann, "Ann", new ZoneId("town"), "hey"));
    }

    [Fact]
    public void The_newer_session_on_another_gateway_survives_the_end_of_the_older()
    {
        var directory = Sys.ActorOf(BucketsParent.Props());
        var (east, west) = (CreateTestProbe(), CreateTestProbe());
        var inEast = new WorldPlayers(Sys.ActorOf(PresenceActor.Props(directory, east, new StandaloneGatewayBus(east))));
        var inWest = new WorldPlayers(Sys.ActorOf(PresenceActor.Props(directory, west, new StandaloneGatewayBus(west))));
        inEast.Entered(Ann, "Ann", Plaza, First);
        inEast.Whisper(1, "Ann", Hello, TestActor);
        ExpectMsg<WhisperOutcome>();
        inWest.Entered(Ann, "Ann", Plaza, Second);
        inWest.Whisper(2, "Ann", Hello, TestActor);
        ExpectMsg<WhisperOutcome>();
        west.ExpectMsg(new WhisperFor(Second, Hello));
        inEast.Left(Ann, "Ann", First);
        inEast.Whisper(3, "Ann", Hello, TestActor);
        ExpectMsg(new WhisperOutcome(3, "Ann", IsKnown: true));
        west.ExpectMsg(new WhisperFor(Second, Hello));
    }
}
