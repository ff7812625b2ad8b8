using Actors.Gateway.Presence;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Tests.Presence;

/// <summary>What this gateway announces of its players, and how it repairs what others have lost.</summary>
public sealed class PresenceTests : PresenceKit
{
    private static readonly PlayerEntry AnnIsIn = new(Ann, "Ann", First);

    [Fact]
    public void A_login_is_one_message_however_many_gateways_there_are()
    {
        Bus.Others = 1000;
        Players.Entered(Ann, "Ann", Plaza, First);
        Assert.Equal([AnnIsIn], Sent<EnterPlayers>().Players);
        Answer(CreateTestProbe(), "Ann", 1, AnnIsIn);
        NothingSent();
        Assert.False(Gateways.HasMessages);
    }

    [Fact]
    public void A_room_change_sends_no_message()
    {
        Players.Entered(Ann, "Ann", Plaza, First);
        Sent<EnterPlayers>();
        Players.Entered(Ann, "Ann", Forest, First);
        NothingSent();
        Players.List(1, TestActor);
        Assert.Equal([new PlayerPresence(Ann, "Ann", Forest)], ExpectMsg<PlayersListed>().Players);
    }

    [Fact]
    public void A_logout_is_one_message()
    {
        Players.Entered(Ann, "Ann", Plaza, First);
        Sent<EnterPlayers>();
        Players.Left(Ann, "Ann", First);
        Assert.Equal(First, Sent<LeavePlayer>().Connection);
        Players.Left(Ann, "Ann", First);
        NothingSent();
    }

    [Fact]
    public void An_older_session_that_ends_late_does_not_remove_the_newer_one()
    {
        Players.Entered(Ann, "Ann", Plaza, First);
        Players.Entered(Ann, "Ann", Plaza, Second);
        Players.Left(Ann, "Ann", First);
        Assert.Equal(First, Assert.Single(Sent<EnterPlayers>().Players).Connection);
        Assert.Equal(Second, Assert.Single(Sent<EnterPlayers>().Players).Connection);
        NothingSent();
    }

    [Fact]
    public void A_rename_withdraws_the_old_name()
    {
        Players.Entered(Ann, "Ann", Plaza, First);
        Sent<EnterPlayers>();
        Players.Entered(Ann, "Bea", Plaza, First);
        Assert.Equal("Ann", Sent<LeavePlayer>().Name);
        Assert.Equal("Bea", Assert.Single(Sent<EnterPlayers>().Players).Name);
    }

    [Fact]
    public void A_rename_that_changes_only_the_case_withdraws_nothing()
    {
        Players.Entered(Ann, "ann", Plaza, First);
        Sent<EnterPlayers>();
        Players.Entered(Ann, "Ann", Plaza, First);
        Assert.Equal("Ann", Assert.Single(Sent<EnterPlayers>().Players).Name);
        NothingSent();
    }

    [Fact]
    public void A_stopped_buckets_players_are_announced_again()
    {
        Players.Entered(Ann, "Ann", Plaza, First);
        Sent<EnterPlayers>();
        var bucket = CreateTestProbe();
        Answer(bucket, "Ann", 1, AnnIsIn);
        Settle();
        Sys.Stop(bucket);
        var announced = Sent<AnnouncePlayers>();
        Assert.Equal([AnnIsIn], announced.Players);
        Assert.True(announced.IsFirst);
    }

    [Fact]
    public void An_unanswered_message_is_checked_and_a_lost_one_is_announced_again()
    {
        Players.Entered(Ann, "Ann", Plaza, First);
        Sent<EnterPlayers>();
        Advance(TimeSpan.FromSeconds(2));
        var check = Sent<BucketCheck>();
        Answer(CreateTestProbe(), "Ann", check.Number);
        Assert.Equal([AnnIsIn], Sent<AnnouncePlayers>().Players);
    }

    [Fact]
    public void A_difference_after_an_announcement_is_not_announced_again_at_once()
    {
        Players.Entered(Ann, "Ann", Plaza, First);
        var bucket = CreateTestProbe();
        Answer(bucket, "Ann", Sent<EnterPlayers>().Number);
        Answer(bucket, "Ann", Sent<AnnouncePlayers>().Number);
        NothingSent();
    }

    [Fact]
    public void An_answer_to_an_earlier_message_is_ignored()
    {
        Players.Entered(Ann, "Ann", Plaza, First);
        Players.Left(Ann, "Ann", First);
        Sent<EnterPlayers>();
        Sent<LeavePlayer>();
        Answer(CreateTestProbe(), "Ann", 1, AnnIsIn);
        NothingSent();
    }

    [Fact]
    public void Every_bucket_in_use_is_asked_once_a_round()
    {
        Players.Entered(Ann, "Ann", Plaza, First);
        Players.Entered(Bea, "Bea", Plaza, Second);
        var bucket = CreateTestProbe();
        Answer(bucket, "Ann", Sent<EnterPlayers>().Number, AnnIsIn);
        Answer(bucket, "Bea", Sent<EnterPlayers>().Number, new PlayerEntry(Bea, "Bea", Second));
        var asked = 0;
        for (var look = 0; look < NameBuckets.Count; look++)
        {
            Advance(PresenceActor.LookEvery);
            Settle();
            if (!Directory.HasMessages)
                continue;
            asked++;
            var envelope = Directory.ExpectMsg<DirectoryEnvelope>();
            var isAnn = envelope.Bucket == NameBuckets.Of("ann");
            var check = Assert.IsType<BucketCheck>(envelope.Message);
            Answer(bucket, isAnn ? "Ann" : "Bea", check.Number, isAnn ? AnnIsIn : new PlayerEntry(Bea, "Bea", Second));
        }
        Assert.Equal(2, asked);
    }

    [Fact]
    public void A_long_announcement_is_sent_in_parts()
    {
        var names = Enumerable.Range(1, 1_000_000).Select(static number => $"p{number}").Where(static name => NameBuckets.Of(name) == 0).Take(PresenceActor.MaxAnnounced + 1).ToList();
        foreach (var (name, number) in names.Select(static (name, number) => (name, number)))
            Players.Entered(new PlayerId(number + 1), name, Plaza, new ConnectionId(7, number));
        for (var i = 0; i < names.Count; i++)
            Sent<EnterPlayers>();
        Answer(CreateTestProbe(), names[0], names.Count);
        var (first, second) = (Sent<AnnouncePlayers>(), Sent<AnnouncePlayers>());
        Assert.Equal((true, PresenceActor.MaxAnnounced), (first.IsFirst, first.Players.Count));
        Assert.Equal((false, 1), (second.IsFirst, second.Players.Count));
    }

    [Fact]
    public void A_failure_loses_no_player()
    {
        Players.Entered(Ann, "Ann", Plaza, First);
        Sent<EnterPlayers>();
        Presence.Tell(new ListPlayers(1, null!));
        Assert.Equal([AnnIsIn], Sent<AnnouncePlayers>().Players);
        Players.List(2, TestActor);
        Assert.Equal("Ann", Assert.Single(ExpectMsg<PlayersListed>().Players).Name);
    }
}
