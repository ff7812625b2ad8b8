using System.Globalization;
using System.Runtime.CompilerServices;
using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Rooms;
using Actors.World;

namespace Actors.Simulation;

/// <summary>A dialect without bytes: what is sent to a client reaches it as the object that it is. Everything else of a gateway is real.</summary>
internal sealed class ObjectDialect : IDialect
{
    private readonly ConditionalWeakTable<EncodedMessage, object> _objects = [];
    private readonly Encoding _encoding;

    public ObjectDialect() => _encoding = new Encoding(this);

    public string Name => "object";

    public IDialectSession Open(IClient client, ConnectRequest request) => new Session(this, client);

    public Hello? HelloOf(ConnectRequest request) => new(
        request["name"], request["token"], request["room"], request["resume"], request["fromEvent"] is { } from ? long.Parse(from, CultureInfo.InvariantCulture) : null);

    public EncodedMessage? Encode(WorldMessage message) => Wrap(message);

    /// <summary>The object that a message carries.</summary>
    public object Read(EncodedMessage message) => _objects.TryGetValue(message, out var content) ? content : throw new ArgumentException("The message is of another dialect.", nameof(message));

    private EncodedMessage Wrap(object content)
    {
        var message = EncodedMessage.Copy([], isText: false);
        _objects.Add(message, content);
        return message;
    }

    /// <summary>One client's session; the test calls <see cref="Client"/> as another dialect would for what it has received.</summary>
    internal sealed class Session(ObjectDialect dialect, IClient client) : IDialectSession
    {
        public IClient Client => client;

        public IRoomEncoding Encoding => dialect._encoding;

        public void Received(ReadOnlySpan<byte> payload, bool isText) => throw new NotSupportedException("This dialect has no bytes.");

        public void Tell(Notice notice) => client.Send(dialect.Wrap(notice));
    }

    private sealed class Encoding(ObjectDialect dialect) : IRoomEncoding
    {
        public bool EveryTick => false;

        public IRoomEncoder For(RoomId room, RoomDefinition definition) => new Encoder(dialect);
    }

    private sealed class Encoder(ObjectDialect dialect) : IRoomEncoder
    {
        private EncodedMessage? _newest;

        public void Encode(RoomFrame frame, EncodedFrame into)
        {
            into.State = _newest = dialect.Wrap(frame);
            foreach (var happened in frame.Events)
                into.Events.Add(new EncodedEvent(dialect.Wrap(happened)));
        }

        public EncodedMessage? Keyframe() => _newest;

        public EncodedMessage? Refresh() => _newest;
    }
}
