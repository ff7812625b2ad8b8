using System.Text;
using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Gateway.Tests.Abuse;
using Actors.Gateway.Views;
using Actors.World;

namespace Actors.Gateway.Tests.Views;

/// <summary>A subscriber of a room that keeps what it is shown.</summary>
internal sealed class ViewClient : IViewSubscriber
{
    private readonly FakeChannel _channel = new() { IsFast = true };

    public ViewClient(TimeProvider time) => Outbox = new Outbox(_channel, new GatewayLimits(), time);

    public PlayerId Player => new(7);

    public Outbox Outbox { get; }

    public IEnumerable<string> Told => _channel.Taken.Select(static message => Encoding.UTF8.GetString(message.Payload.Span));

    public void Forget() => _channel.Taken.Clear();

    public void Deliver(EncodedMessage message) => Outbox.Enqueue(message);

    public void OnRoomShown(RoomId room)
    {
    }

    public void RoomLost(RoomId room, long epoch)
    {
    }

    public void RoomRedefined(RoomId room)
    {
    }

    public static EncodedMessage Message(string text) => EncodedMessage.Copy(Encoding.UTF8.GetBytes(text), isText: true);
}

/// <summary>Encodes what is said and nothing else.</summary>
internal sealed class Events : IRoomEncoding, IRoomEncoder
{
    public bool EveryTick => false;

    public IRoomEncoder For(RoomId room, RoomDefinition definition) => this;

    public void Encode(RoomFrame frame, EncodedFrame into)
    {
        foreach (var said in frame.Events.OfType<Said>())
            into.Events.Add(new(ViewClient.Message(said.Text)));
    }

    public EncodedMessage? Keyframe() => null;

    public EncodedMessage? Refresh() => null;
}
