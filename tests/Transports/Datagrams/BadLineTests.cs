using Actors.Datagrams;

namespace Actors.Transports.Tests.Datagrams;

public sealed class BadLineTests
{
    /// <summary>Both sides send numbered packets that have to arrive, over a line that loses, doubles and delays in both directions.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Reliable_packets_arrive_exactly_once_despite_loss_duplication_and_delay(int seed)
    {
        const int Packets = 150;
        var random = new Random(seed);
        using var net = new TestDatagrams(new DatagramLimits { MaxSends = 20, MaxUnacknowledged = 16 });
        var session = net.Open(1);
        var onTheirWay = new List<(double Due, Action Arrive)>();
        var now = 0.0;
        var heardByClient = new List<int>();
        var seenByClient = new HashSet<int>();
        var unacknowledgedByServer = new Dictionary<int, (byte[] Datagram, double SentAt)>();
        net.OnItsWay = (_, bytes) => Carry(() => ClientHears(bytes));

        var (sent, said, writable) = (0, 0, 0);
        var isWaiting = false;
        for (; now < 300 && (heardByClient.Count < Packets || session.Heard.Count < Packets || unacknowledgedByServer.Count > 0); now += 0.1)
        {
            isWaiting &= session.WritableCount == writable;
            writable = session.WritableCount;
            if (sent < Packets && !isWaiting)
                isWaiting = !session.Channel.TrySend(new DatagramBundle().Add(12, needsAck: true, [0xcc, (byte)sent++]).ToMessage());
            if (said < Packets)
                ClientSays(said, DatagramPacket.Write(20, said, needsAck: true, DatagramPacket.Numbers(said++)));
            foreach (var (number, waiting) in unacknowledgedByServer.ToArray())
            {
                if (now - waiting.SentAt >= 1)
                    ClientSays(number, waiting.Datagram);
            }
            foreach (var due in onTheirWay.Where(due => due.Due <= now).ToArray())
            {
                onTheirWay.Remove(due);
                due.Arrive();
            }
            net.Pass(0.1);
        }
        Assert.Empty(session.Closings);
        Assert.Equal(Enumerable.Range(0, Packets), heardByClient.Order());
        Assert.Equal(Enumerable.Range(0, Packets).Select(static number => $"[{number}]").Order(), session.Heard.Select(static packet => packet.Payload).Order());

        void Carry(Action arrive)
        {
            for (var copies = random.Next(100) switch { < 20 => 0, < 35 => 2, _ => 1 }; copies > 0; copies--)
                onTheirWay.Add((now + (random.NextDouble() * 0.5), arrive));
        }

        void ClientSays(int number, byte[] datagram)
        {
            unacknowledgedByServer[number] = (datagram, now);
            Carry(() => net.Receive(1, datagram));
        }

        void ClientHears(byte[] bytes)
        {
            var packet = DatagramPacket.Read(bytes);
            if (packet.Id == DatagramIds.Ack)
                unacknowledgedByServer.Remove(int.Parse(packet.Payload.Trim('[', ']')));
            if (!packet.NeedsAck)
                return;
            Carry(() => net.Acknowledge(1, packet.Sequence));
            if (seenByClient.Add(packet.Sequence) && packet.Id == 12)
                heardByClient.Add(int.Parse(packet.Payload));
        }
    }
}
