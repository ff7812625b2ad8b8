using Actors.Channels;
using Actors.Datagrams;
using Actors.TestKit;
using Microsoft.Extensions.Logging;

namespace Actors.Transports.Tests.Datagrams;

public sealed class SessionTests : IDisposable
{
    private readonly TestDatagrams _net = new();

    public void Dispose() => _net.Dispose();

    [Fact]
    public void An_unacknowledged_packet_is_resent_every_two_seconds_until_the_session_ends()
    {
        var session = _net.Open(1);
        session.Channel.TrySend(TestDatagrams.Message(12, needsAck: true));
        var first = _net.SentTo(1).Last();
        for (var sends = 1; sends < _net.Limits.MaxSends; sends++)
        {
            Assert.Equal(sends, _net.SentTo(1).Count(packet => packet == first));
            _net.Pass(2.1);
        }
        Assert.Equal(_net.Limits.MaxSends, _net.SentTo(1).Count(packet => packet == first));
        Assert.Empty(session.Closings);
        _net.Pass(2.1);
        Assert.Equal(CloseCode.Abnormal, Assert.Single(session.Closings).Code);
        Assert.Equal(1, _net.Count("unacknowledged"));
        Assert.Equal(0, _net.Server.Metrics.SessionCount);
        Assert.Equal(_net.Limits.MaxSends, _net.SentTo(1).Count(packet => packet == first));
    }

    [Fact]
    public void An_acknowledged_packet_is_not_resent()
    {
        var session = _net.Open(1);
        session.Channel.TrySend(TestDatagrams.Message(12, needsAck: true));
        session.Channel.TrySend(TestDatagrams.Message(13, needsAck: true));
        var (one, two) = (_net.SentTo(1).Single(static packet => packet.Id == 12), _net.SentTo(1).Single(static packet => packet.Id == 13));
        _net.Pass(2.1);
        _net.Acknowledge(1, one.Sequence);
        _net.Pass(2.1);
        Assert.Equal((2, 3), (_net.SentTo(1).Count(packet => packet == one), _net.SentTo(1).Count(packet => packet == two)));
    }

    [Fact]
    public void An_unreliable_packet_is_sent_once()
    {
        _net.Open(1).Channel.TrySend(TestDatagrams.Message(11, needsAck: false));
        _net.Pass(20);
        Assert.Single(_net.SentTo(1), static packet => packet.Id == 11);
    }

    [Fact]
    public void A_duplicate_is_acknowledged_again_and_delivered_once()
    {
        var session = _net.Open(1);
        for (var i = 0; i < 3; i++)
            _net.Receive(1, id: 20, sequence: 41, needsAck: true, 1, 0);
        Assert.Single(session.Heard);
        Assert.Equal(3, _net.SentTo(1).Count(static packet => packet is { Id: DatagramIds.Ack, NeedsAck: false, Payload: "[41]" }));
    }

    [Theory]
    [InlineData("", "malformed")]
    [InlineData("93 14 05 01", "malformed")]
    [InlineData("94 02 00 00 c0", "malformed")]
    [InlineData("94 02 00 00 a1 c0", "malformed")]
    [InlineData("94 02 00 00 92 01 a1 78", "malformed")]
    [InlineData(null, "too_long")]
    public void An_invalid_datagram_is_counted_against_its_session(string? hex, string why)
    {
        var session = _net.Open(1);
        var datagram = hex is null ? new byte[DatagramHeader.MaxDatagramBytes + 1] : Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        _net.Receive(1, datagram);
        _net.Receive(2, datagram);
        Assert.Equal((1, 2), (session.Nonsense, hex?.StartsWith("94 02", StringComparison.Ordinal) == true ? _net.Count(why) + _net.Count("unknown_address") : _net.Count(why)));
        Assert.Empty(session.Heard);
    }

    [Fact]
    public void A_handler_failing_on_an_invalid_datagram_ends_only_its_session()
    {
        var (one, two) = (_net.Open(1), _net.Open(2));
        one.Fails = true;
        _net.Receive(1, []);
        _net.Pass(1);
        Assert.Equal(CloseCode.InternalError, Assert.Single(one.Closings).Code);
        Assert.Empty(two.Closings);
    }

    [Fact]
    public void Packets_numbered_0_by_old_clients_are_all_delivered()
    {
        var session = _net.Open(1);
        for (var i = 0; i < 3; i++)
            _net.Receive(1, id: 20, sequence: 0, needsAck: false, 1, 0);
        Assert.Equal(3, session.Heard.Count);
    }

    [Fact]
    public void Heartbeats_keep_a_session_alive_and_35_seconds_of_silence_end_it()
    {
        var session = _net.Open(1);
        for (var i = 0; i < 10; i++)
        {
            _net.Pass(30);
            _net.Receive(1, DatagramIds.Heartbeat);
        }
        _net.Pass(34.8);
        Assert.Empty(session.Closings);
        _net.Pass(0.4);
        Assert.Equal(CloseCode.Abnormal, Assert.Single(session.Closings).Code);
        // Heartbeats are the transport's own.
        Assert.Empty(session.Heard);
    }

    [Fact]
    public void Invalid_datagrams_and_joins_keep_no_session_alive()
    {
        var session = _net.Open(1);
        for (var i = 0; i < 18; i++)
        {
            _net.Receive(1, [0x94, 0x03]);
            _net.Receive(1, DatagramPacket.Join());
            _net.Pass(2);
        }
        Assert.Single(session.Closings);
    }

    [Fact]
    public void Packets_for_an_ended_session_are_ignored_and_counted()
    {
        var session = _net.Open(1);
        session.Channel.Abort();
        _net.Receive(1, id: 20, numbers: [1, 0]);
        _net.Pass(0.2);
        _net.Receive(1, id: 21);
        Assert.Empty(session.Heard);
        Assert.Equal((2, 1), (_net.Count("unknown_address"), _net.Count("aborted")));
        Assert.True(session.Channel.TrySend(TestDatagrams.Message(11, needsAck: true)));
        Assert.DoesNotContain(_net.SentTo(1), static packet => packet.Id == 11);
    }

    [Fact]
    public void Closed_is_raised_once_and_not_from_within_Close()
    {
        var session = _net.Open(1);
        session.Channel.Close(CloseCode.PolicyViolation, "enough");
        session.Channel.Close(CloseCode.Normal, "again");
        session.Channel.Abort();
        Assert.Empty(session.Closings);
        _net.Pass(1);
        Assert.Equal((CloseCode.PolicyViolation, "enough"), Assert.Single(session.Closings));
    }

    [Fact]
    public void A_full_window_holds_reliable_packets_and_lets_states_pass()
    {
        using var net = new TestDatagrams(new DatagramLimits { MaxUnacknowledged = 3 });
        var session = net.Open(1);
        for (var i = 0; i < 3; i++)
            Assert.True(session.Channel.TrySend(TestDatagrams.Message(12, needsAck: true)));
        Assert.True(session.Channel.TrySend(TestDatagrams.Message(11, needsAck: false)));
        Assert.False(session.Channel.TrySend(TestDatagrams.Message(13, needsAck: true)));
        Assert.DoesNotContain(net.SentTo(1), static packet => packet.Id == 13);

        net.Acknowledge(1, net.SentTo(1).First(static packet => packet.Id == 12).Sequence);
        Assert.Equal(1, session.WritableCount);
        Assert.Single(net.SentTo(1), static packet => packet.Id == 13);
    }

    [Fact]
    public void Sequence_numbers_wrap_at_10000_and_skip_unacknowledged_ones()
    {
        var session = _net.Open(1);
        var waited = 0;
        session.Channel.TrySend(TestDatagrams.Message(12, needsAck: true));
        waited = _net.SentTo(1).Last().Sequence;
        var state = TestDatagrams.Message(11, needsAck: false);
        for (var i = 0; i < 2 * Sequences.Count; i++)
            session.Channel.TrySend(state);
        var numbers = _net.SentTo(1).Where(static packet => packet.Id == 11).Select(static packet => packet.Sequence).ToList();
        Assert.DoesNotContain(waited, numbers);
        Assert.Equal((0, 10_000), (numbers.Min(), numbers.Max()));
        Assert.All(numbers.Zip(numbers.Skip(1)), pair => Assert.Equal(pair.Second, Sequences.Next(pair.First) == waited ? Sequences.Next(waited) : Sequences.Next(pair.First)));
    }

    [Fact]
    public void A_paused_session_neither_reads_nor_acknowledges()
    {
        var session = _net.Open(1);
        session.Channel.PauseReading();
        _net.Receive(1, id: 20, sequence: 5, needsAck: true, 1, 0);
        Assert.Empty(session.Heard);
        Assert.DoesNotContain(_net.SentTo(1), static packet => packet.Id == DatagramIds.Ack);
        session.Channel.ResumeReading();
        _net.Receive(1, id: 20, sequence: 5, needsAck: true, 1, 0);
        Assert.Single(session.Heard);
    }

    [Fact]
    public void A_failing_handler_ends_only_its_own_session()
    {
        var (broken, whole) = (_net.Open(1), _net.Open(2));
        broken.Fails = true;
        _net.Receive(1, id: 20, numbers: [1, 0]);
        _net.Pass(0.2);
        _net.Receive(2, id: 20, numbers: [1, 0]);
        Assert.Equal(CloseCode.InternalError, Assert.Single(broken.Closings).Code);
        Assert.Single(whole.Heard);
        Assert.Single(_net.Log.Entries, static entry => entry.Level == LogLevel.Error);
    }

    [Fact]
    public void A_stop_closes_all_sessions()
    {
        var (one, two) = (_net.Open(1), _net.Open(2));
        _net.Server.Stop();
        Assert.Equal([CloseCode.ServiceRestart, CloseCode.ServiceRestart], [Assert.Single(one.Closings).Code, Assert.Single(two.Closings).Code]);
        _net.Receive(3, DatagramPacket.Join());
        Assert.Empty(_net.SentTo(3));
    }
}
