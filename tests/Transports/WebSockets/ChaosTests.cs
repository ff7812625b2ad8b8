using System.Collections.Concurrent;
using System.Net.Sockets;
using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>Both sides do anything at any time, from several threads; the contract of the channel must hold.</summary>
public sealed class ChaosTests
{
    private static readonly EncodedMessage Small = EncodedMessage.Copy(new byte[100], isText: false);
    private static readonly EncodedMessage Big = EncodedMessage.Copy(new byte[1 << 20], isText: false);

    [Fact]
    public async Task Closed_is_raised_exactly_once_and_last_under_random_load()
    {
        const int count = 200;
        await using var server = await Server.StartAsync();
        var uppers = new ConcurrentBag<UpperSide>();
        using var opening = new SemaphoreSlim(1, 1);
        server.OnOpening = uppers.Add;

        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (seed, _) =>
        {
            // One opens at a time, so that nobody meddles with a channel whose client has not read its handshake yet.
            await opening.WaitAsync();
            var (client, upper) = (await RawClient.OpenAsync(server.EndPoint), await server.NextOpenedAsync());
            opening.Release();
            using var _1 = client;
            var sending = Task.Run(() => SendAtRandomAsync(upper, new Random(seed)));
            var meddling = Task.Run(() => MeddleAtRandomAsync(upper.Channel, new Random(-seed - 1)));
            var reading = client.DrainAsync();
            await SpeakAtRandomAsync(client, new Random(seed * 7));
            await Task.WhenAll(sending, meddling);
            client.Reset();
            try
            {
                await reading;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Its own doing
            }
            await upper.ClosedAsync();
        });

        Assert.Equal(count, uppers.Count);
        await Eventually.Holds(() => server.Listener.State.Timeouts.Count == 0, "all have ended");
        Assert.All(uppers, upper => Assert.Null(upper.Breach));
        Assert.Empty(server.Errors);
        Assert.Equal(0, server.Listener.ConnectionCount);
        Assert.Equal(0, server.Listener.State.Partials.HeldBytes);
    }

    private static async Task SendAtRandomAsync(UpperSide upper, Random random)
    {
        for (var i = random.Next(40); i > 0 && !upper.IsClosed; i--)
        {
            if (upper.Channel.TrySend(random.Next(20) == 0 ? Big : Small))
                continue;
            await Task.WhenAny(upper.WritableAsync(), upper.ClosedAsync());
        }
    }

    private static async Task MeddleAtRandomAsync(IClientChannel channel, Random random)
    {
        for (var i = random.Next(30); i > 0; i--)
        {
            switch (random.Next(12))
            {
                case 0 when random.Next(3) == 0:
                    channel.Close(CloseCode.Normal, "at random");
                    break;
                case 1 when random.Next(6) == 0:
                    channel.Abort();
                    break;
                case < 6:
                    channel.PauseReading();
                    break;
                default:
                    channel.ResumeReading();
                    break;
            }
            await Task.Yield();
        }
        channel.ResumeReading();
    }

    private static async Task SpeakAtRandomAsync(RawClient client, Random random)
    {
        try
        {
            for (var i = random.Next(40); i > 0; i--)
            {
                await client.SendAsync(random.Next(40) switch
                {
                    0 => Frame.Close(1000),
                    1 => Frame.Text([0xFF]),
                    < 12 => Frame.Ping((byte)i),
                    < 20 => Frame.Binary(new byte[30_000]) with { Fin = false },
                    < 30 => Frame.More("more", fin: true),
                    _ => Frame.Text("text"),
                });
            }
        }
        catch (SocketException)
        {
            // The server had enough
        }
    }
}
