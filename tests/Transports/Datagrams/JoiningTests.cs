using Actors.Channels;
using Actors.Datagrams;

namespace Actors.Transports.Tests.Datagrams;

public sealed class JoiningTests : IDisposable
{
    private readonly TestDatagrams _net = new();

    public void Dispose() => _net.Dispose();

    [Fact]
    public void Only_the_acknowledgement_of_the_challenge_opens_a_session()
    {
        _net.Receive(1, DatagramPacket.Join());
        var challenge = Assert.Single(_net.SentTo(1));
        Assert.Equal((TestDatagrams.GreetingId, true), (challenge.Id, challenge.NeedsAck));
        Assert.Empty(_net.Opened);
        Assert.Equal(1, _net.Server.PendingCount);

        _net.Acknowledge(1, challenge.Sequence);
        Assert.Single(_net.Opened);
        Assert.Equal(0, _net.Server.PendingCount);
        Assert.Equal(1, _net.Server.Metrics.SessionCount);
        // The greeting has come already.
        Assert.Single(_net.SentTo(1));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(17)]
    [InlineData(512)]
    public void An_unverified_address_is_sent_at_most_three_times_its_own_bytes(int joinBytes)
    {
        var join = JoinOf(joinBytes);
        var received = 0;
        for (var i = 0; i < 40; i++)
        {
            if (i % 4 == 0)
            {
                _net.Receive(1, join);
                received += join.Length;
            }
            // Neither nonsense nor time makes the server send it any more.
            _net.Receive(1, [0xc1, 0xff, 0x00]);
            _net.Receive(1, id: 20, numbers: [1, 0]);
            _net.Pass(2.1);
            Assert.InRange(_net.SentTo(1).Sum(static packet => packet.Length), 1, 3 * received);
        }
        Assert.Empty(_net.Opened);
    }

    [Fact]
    public void A_small_join_request_is_challenged_first_and_greeted_later()
    {
        _net.Receive(1, JoinOf(5));
        var challenge = Assert.Single(_net.SentTo(1));
        Assert.Equal((DatagramIds.Heartbeat, true), (challenge.Id, challenge.NeedsAck));
        Assert.InRange(challenge.Length, 1, 15);
        _net.Acknowledge(1, challenge.Sequence);
        Assert.Equal((TestDatagrams.GreetingId, true), (_net.SentTo(1).Last().Id, _net.SentTo(1).Last().NeedsAck));
    }

    [Fact]
    public void A_lost_challenge_is_resent_without_a_second_join_request()
    {
        _net.Receive(1, DatagramPacket.Join());
        _net.Pass(2.1);
        var sent = _net.SentTo(1).ToList();
        Assert.Equal(2, sent.Count);
        Assert.Equal(sent[0], sent[1]);
        _net.Acknowledge(1, sent[0].Sequence);
        Assert.Single(_net.Opened);
    }

    [Fact]
    public void An_unanswered_challenge_expires_after_ten_seconds()
    {
        _net.Receive(1, DatagramPacket.Join());
        var challenge = _net.SentTo(1).First();
        _net.Pass(10.1);
        Assert.Equal(0, _net.Server.PendingCount);
        _net.Acknowledge(1, challenge.Sequence);
        Assert.Empty(_net.Opened);
    }

    [Fact]
    public void Four_wrong_guesses_lock_the_address_out()
    {
        _net.Receive(1, DatagramPacket.Join());
        var right = _net.SentTo(1).First().Sequence;
        _net.Acknowledge(1, Enumerable.Range(1, 4).Select(i => (right + i) % Sequences.Count).ToArray());
        _net.Acknowledge(1, right);
        _net.Receive(1, DatagramPacket.Join());
        Assert.Empty(_net.Opened);
        Assert.Single(_net.Sent);
    }

    [Fact]
    public void An_address_that_never_joined_gets_no_answer()
    {
        _net.Receive(1, id: 20, sequence: 1, needsAck: true, 1, 0);
        _net.Receive(1, DatagramIds.Heartbeat, 2, needsAck: true);
        _net.Acknowledge(1, 0, 1, 2);
        _net.Receive(1, []);
        _net.Receive(1, new byte[5000]);
        Assert.Empty(_net.Sent);
        Assert.Equal(0, _net.Server.PendingCount);
        Assert.Equal((3, 1, 1), (_net.Count("unknown_address"), _net.Count("malformed"), _net.Count("too_long")));
    }

    [Fact]
    public void A_flood_from_one_address_evicts_only_its_own_requests()
    {
        var join = DatagramPacket.Join();
        _net.Receive(1, join);
        for (var i = 0; i < 10_000; i++)
            _net.Receive(1024 + i, join, "10.6.6.6");
        Assert.Equal(_net.Limits.MaxPendingPerAddress + 1, _net.Server.PendingCount);
        _net.Acknowledge(1, _net.SentTo(1).First().Sequence);
        Assert.Single(_net.Opened);
    }

    [Fact]
    public void Two_hundred_clients_behind_one_address_can_join_at_once()
    {
        for (var port = 1; port <= 200; port++)
            _net.Receive(port, DatagramPacket.Join());
        for (var port = 1; port <= 200; port++)
            _net.Acknowledge(port, _net.SentTo(port).First().Sequence);
        Assert.Equal(200, _net.Opened.Count);
    }

    [Fact]
    public void A_late_join_request_does_not_disturb_the_open_session()
    {
        var session = _net.Open(1);
        var sent = _net.Sent.Count;
        _net.Receive(1, DatagramPacket.Join());
        Assert.Equal(sent, _net.Sent.Count);
        _net.Receive(1, DatagramPacket.Join(sequence: 7, needsAck: true));
        Assert.Equal((DatagramIds.Ack, "[7]"), (_net.Sent[^1].Packet.Id, _net.Sent[^1].Packet.Payload));
        _net.Pass(1);
        Assert.Empty(session.Closings);
        Assert.Single(_net.Opened);
    }

    [Fact]
    public void A_client_that_rejoins_on_its_port_replaces_its_session()
    {
        var old = _net.Open(1);
        _net.Pass(11);
        _net.Receive(1, DatagramPacket.Join());
        var challenge = _net.SentTo(1).Last();
        // A forged request does not end the session.
        _net.Receive(1, id: 20, numbers: [1, 0]);
        Assert.Single(old.Heard);
        Assert.Empty(old.Closings);
        _net.Acknowledge(1, challenge.Sequence);
        Assert.Equal(CloseCode.Normal, Assert.Single(old.Closings).Code);
        Assert.Equal(2, _net.Opened.Count);
        Assert.Equal(1, _net.Server.Metrics.SessionCount);
    }

    [Fact]
    public void A_reliable_join_request_is_acknowledged_once_the_session_opens()
    {
        _net.Receive(1, DatagramPacket.Join(sequence: 9, needsAck: true));
        _net.Acknowledge(1, _net.SentTo(1).First().Sequence);
        Assert.Contains(_net.SentTo(1), static packet => packet is { Id: DatagramIds.Ack, Payload: "[9]" });
    }

    [Fact]
    public void A_full_server_ignores_join_requests_until_a_slot_is_free()
    {
        using var net = new TestDatagrams(new DatagramLimits { MaxSessions = 2 });
        net.Open(1);
        var second = net.Open(2);
        net.Receive(3, DatagramPacket.Join());
        Assert.Empty(net.SentTo(3));
        second.Channel.Close(CloseCode.Normal, "");
        net.Pass(0.2);
        net.Receive(3, DatagramPacket.Join());
        Assert.Single(net.SentTo(3));
    }

    [Fact]
    public void A_client_refused_by_the_acceptor_leaves_no_state()
    {
        _net.IsFull = true;
        _net.Receive(1, DatagramPacket.Join());
        _net.Acknowledge(1, _net.SentTo(1).First().Sequence);
        Assert.Equal((0, 0L), (_net.Server.PendingCount, _net.Server.Metrics.SessionCount));
    }

    /// <summary>A request of exactly so many bytes.</summary>
    private static byte[] JoinOf(int bytes) => bytes switch
    {
        5 => [0x94, 0, 0, 0, 0xc0],
        < 32 => [0x94, 0, 0, 0, (byte)(0xa0 | (bytes - 5)), .. new byte[bytes - 5]],
        _ => [0x94, 0, 0, 0, 0xda, (byte)((bytes - 7) >> 8), (byte)(bytes - 7), .. new byte[bytes - 7]],
    };
}
